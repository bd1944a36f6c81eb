import csv
import re

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from manage import command_line

ACTIVITIES = """id,latitude,longitude,branch,slots,capacity,money_asked_eur
a,52.09,5.12,sport,2026-12-09T10:00/2026-12-09T12:00,1,200
b,52.10,5.12,cultuur,2026-12-09T10:00/2026-12-09T12:00,1,300
"""
SEEKERS = """id,latitude,longitude,branches,offers,budget_eur
p,52.09,5.12,sport,geld,400
q,52.09,5.12,sport,geld,100
"""
NOW = ("--now", "2026-12-01T12:00")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "activities.csv").write_text(ACTIVITIES)
    (tmp_path / "seekers.csv").write_text(SEEKERS)

    def run(subject, *arguments, files=("activities.csv", "seekers.csv")):
        app = command_line([subject])
        app.callback()(lambda: None)
        now = () if "--now" in arguments else NOW
        return CliRunner().invoke(app, [subject, *files, *arguments, *now])

    return run


def figures(output, label):
    """The words of the row of a printed table that begins with `label`."""
    [line] = [line for line in output.splitlines() if line.strip().startswith(label)]
    return re.split(r"\s{2,}", line.strip())[1:]


def test_match_writes_the_best_of_each_seeker(run, tmp_path):
    result = run("match", "--top", "1", "--out", "out.parquet", "--cores", "1")

    assert result.exit_code == 0, result.output
    table = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["seeker"], row["activity"], row["km"]) for row in table] == [
        ("p", "a", 0),
        ("q", "a", 0),
    ]
    assert result.output == f"2 matches staan in {tmp_path / 'out.parquet'}.\n"


def test_a_terminal_also_gets_the_first_matches_as_a_table(run, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")

    result = run("match", "--top", "1", "--out", "out.csv", "--cores", "1")

    lines = [line.split() for line in result.output.splitlines()]
    assert ["p", "1", "a", "100", "0"] in lines
    assert ["q", "1", "a", "100", "0"] in lines


def test_one_lane_only_gives_what_is_near_or_what_is_done_from_home(run, tmp_path):
    slots = "2026-12-09T10:00/2026-12-09T12:00"
    rows = ["id,latitude,longitude,slots,home_task,site_task"]
    rows += [f"here,52.09,5.12,{slots},nee,ja", f"home,52.09,5.12,{slots},ja,nee"]
    (tmp_path / "activities.csv").write_text("\n".join(rows))

    found = {}
    for lane in ("near", "home"):
        run("match", "--lane", lane, "--out", "out.csv", "--cores", "1")
        found[lane] = {row["activity"] for row in csv.DictReader((tmp_path / "out.csv").open())}

    assert found == {"near": {"here"}, "home": {"home"}}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--audience", "vriend", "volunteer, sponsor, team"),
        ("--weights", "2031 team", "2026-12 volunteer"),
        ("--now", "morgen", "2026-12-01T12:00"),
        ("--edition", "2031", "Kies uit: 2026"),
        ("--lane", "dichtbij", "'near', 'home'"),
    ],
)
def test_an_option_that_cannot_be_read_names_what_can(
    run, tmp_path, monkeypatch, option, value, said
):
    monkeypatch.setenv("COLUMNS", "200")
    head, first, second = ACTIVITIES.split()
    (tmp_path / "activities.csv").write_text(f"{head},edition\n{first},2026\n{second},2026\n")

    result = run("match", option, value, "--cores", "1")

    assert result.exit_code == 2
    assert said in result.output
    assert value in result.output


def test_a_file_that_is_not_there_is_told(run):
    result = run("match", files=("nergens.csv", "seekers.csv"))

    assert result.exit_code == 2
    assert "nergens.csv" in result.output
    assert "Schrijf - voor het programma" in re.sub(r"[\s│]+", " ", result.output)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("travel_mode", "vliegen", "‘vliegen’ kunnen we niet lezen. Kies lopen, fietsen of auto."),
        (
            "forms",
            "vrede",
            "Kies uit zelf, anderen, omgeving, zingeving, afkomst en materie, met ;",
        ),
        ("at_home", "soms", "Kies ja of nee."),
        ("size", "0", "Schrijf een heel getal van 1 of meer."),
        ("times", "morgen", "Schrijf tijden als 2026-12-12T14:00/2026-12-12T17:00"),
        ("latitude", "noord", "zoals 52.09 en 5.12."),
        ("lattitude", "52", "Kolom ‘lattitude’ kennen we niet. Kies uit age, asks, at_home,"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_its_row_and_what_can(
    run, tmp_path, column, value, said
):
    (tmp_path / "seekers.csv").write_text(f"id,{column}\np,\nq,{value}\n")

    result = run("match", "--out", "out.csv", "--cores", "1")

    assert result.exit_code == 1
    assert said in result.output
    assert f"Rij 2, kolom {column}:" in result.output or column == "lattitude"


def test_a_file_that_is_no_table_is_told(run, tmp_path):
    (tmp_path / "seekers.csv").write_text("id,size\np,1,2,3\n")

    result = run("match", "--out", "out.csv", "--cores", "1")

    assert result.exit_code == 1
    assert "In seekers.csv staan waarden die we niet kunnen lezen." in result.output


def test_explain_says_why(run):
    result = run("explain", "p")

    assert "1. a: 100 van de 100 punten" in result.output
    assert "Het is dichtbij: minder dan 1 km." in result.output


def test_plan_places_both_and_says_it_is_the_best(run, tmp_path):
    result = run("plan", "--out", "plan.csv")

    rows = list(csv.DictReader((tmp_path / "plan.csv").open()))
    assert sorted(row["activity"] for row in rows) == ["a", "b"]
    assert "Niemand blijft over." in result.output
    assert "bewezen de beste verdeling" in result.output


def test_fund_stays_within_each_budget(run, tmp_path):
    result = run("fund", "--out", "fund.csv")

    rows = list(csv.DictReader((tmp_path / "fund.csv").open()))
    assert [(row["sponsor"], float(row["eur"])) for row in rows] == [("p", 200.0)] or [
        (row["sponsor"], float(row["eur"])) for row in rows
    ] == [("p", 300.0)]
    assert "1 keuze" in result.output
    assert "Met € 250 meer van p: 1 keuzes erbij." in result.output
    assert "branche" in rows[0]["why"]


def test_evaluate_sets_two_versions_side_by_side(run):
    result = run("evaluate")

    assert result.exit_code == 0, result.output
    headings = [line for line in result.output.splitlines() if "één lijst" in line]
    assert "2026-12 volunteer, één lijst" in headings[0]
    assert "2026-12 volunteer even, één lijst" in headings[0]
    assert figures(result.output, "Krijgt als eerste") == ["100 %"] * 5
    assert figures(result.output, "Activiteiten die niemand ziet") == ["0 %"] * 4


def test_evaluate_makes_seekers_up_when_no_file_is_given(run):
    result = run("evaluate", files=("activities.csv",))

    assert result.exit_code == 0, result.output
    assert "1.000 zoekers" in result.output
    near = figures(result.output, "Krijgt als eerste")
    assert near[1] == near[3] == "100 %"  # in lanes
    assert 0 < float(near[4].removesuffix(" %").replace(",", ".")) < 10  # few live in Utrecht


def test_versions_that_are_not_there_are_told_with_those_that_are(run):
    result = run("evaluate", "--against", "2031 volunteer")

    assert result.exit_code == 2
    assert "2026-12 volunteer even" in result.output


def test_match_turned_round_names_the_best_people_for_one_activity(run, tmp_path):
    result = run("match", "--activity", "b", "--top", "1", "--out", "out.csv")

    assert result.exit_code == 0, result.output
    (row,) = csv.DictReader((tmp_path / "out.csv").open())
    assert (row["seeker"], row["activity"], row["rank"]) == ("p", "b", "1")


def test_an_id_or_column_that_is_not_there_is_told(run, tmp_path):
    unknown = run("match", "--activity", "z", "--out", "out.csv")
    (tmp_path / "seekers.csv").write_text(SEEKERS.replace("latitude", "lattitude"))
    misspelt = run("match", "--out", "out.csv", "--cores", "1")

    assert (unknown.exit_code, misspelt.exit_code) == (1, 1)
    assert "De id ‘z’ staat niet in het bestand." in unknown.output
    assert "Kolom ‘lattitude’ kennen we niet." in misspelt.output


def test_plan_keeps_who_signed_up_and_asks_nobody_twice(run, tmp_path):
    (tmp_path / "answers.csv").write_text("seeker,activity,answer\np,a,ja\nq,b,nee\n")
    (tmp_path / "activities.csv").write_text(ACTIVITIES.replace(",1,300", ",,300"))

    run("plan", "--answers", "answers.csv", "--out", "plan.csv")

    rows = list(csv.DictReader((tmp_path / "plan.csv").open()))
    assert [(row["seeker"], row["activity"], row["state"]) for row in rows] == [
        ("q", "a", "planned"),
        ("p", "a", "stays"),
    ]
