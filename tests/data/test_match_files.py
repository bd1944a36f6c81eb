import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.match_columns import HEADING, MatchFileError
from data.match_files import read_answers, read_asks, read_catalogue, read_offers, read_seekers
from domain.branches import Branch
from domain.vocabulary import Audience, NeedKind
from matching.catalogue import BRANCHES, NO_LIMIT

HEAD = "id,latitude,longitude,branches,times,size\n"


def written(tmp_path, text, name="seekers.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_seekers_are_read_in_parts_in_the_order_of_the_file(tmp_path):
    path = written(
        tmp_path, HEAD + "".join(f"v{n},52.09,5.12,sport;cultuur,,1\n" for n in range(5))
    )

    parts = list(read_seekers(path, Audience.VOLUNTEER, rows=2))

    assert [part.ids.tolist() for part in parts] == [["v0", "v1"], ["v2", "v3"], ["v4"]]
    assert parts[0].branches[0] == sum(
        1 << BRANCHES.index(one) for one in (Branch.SPORT, Branch.CULTURE)
    )


def test_times_are_on_an_amsterdam_clock(tmp_path):
    path = written(tmp_path, HEAD + "v,,,,2026-12-12T14:00/2026-12-12T17:00,\n")

    (part,) = read_seekers(path, Audience.VOLUNTEER)

    assert (part.wish_ends - part.wish_starts).tolist() == [180]
    assert part.wish_starts[0] % 1440 == 13 * 60


def test_each_value_that_cannot_be_read_is_named_with_its_row(tmp_path):
    path = written(tmp_path, HEAD + "v1,52.09,5.12,zwemmen,,1\n,10,5,,,\nv3,,,,morgen,0\n")

    with pytest.raises(MatchFileError) as caught:
        list(read_seekers(path, Audience.VOLUNTEER))

    found = {(one.row, one.column, one.value) for one in caught.value.problems}
    assert found == {
        (1, "branches", "zwemmen"), (2, "id", ""), (2, "latitude", "10.0, 5.0"),
        (3, "times", "morgen"), (3, "size", "0"),
    }  # fmt: skip


def test_activities_come_back_by_id_and_unsaid_is_unknown(tmp_path):
    head = "id,slots,capacity,places_left,money_asked_eur,needs\n"
    slot = "2026-12-09T10:00/2026-12-09T12:00"
    path = written(tmp_path, head + f"b,{slot},8,3,250,ruimte\na,{slot},,,,\n", "activities.csv")

    catalogue = read_catalogue(path)

    assert catalogue.ids.tolist() == ["a", "b"]
    assert catalogue.people_left.tolist() == [NO_LIMIT, 3]
    assert catalogue.money_open.tolist() == [0, 25_000]
    assert catalogue.needs_open.tolist() == [0, 0b10001]


def test_an_id_that_comes_twice_is_named(tmp_path):
    path = written(tmp_path, "id\na\na\n", "activities.csv")

    with pytest.raises(MatchFileError) as caught:
        read_catalogue(path)

    assert [(one.row, one.value) for one in caught.value.problems] == [(2, "a")]


def test_parquet_with_numbers_reads_like_csv(tmp_path):
    path = tmp_path / "seekers.parquet"
    pq.write_table(
        pa.table({"id": ["v"], "latitude": [52.09], "longitude": [5.12], "age": [41]}), path
    )

    (part,) = read_seekers(path, Audience.VOLUNTEER)

    assert (part.lat[0], part.age[0]) == (52.09, 41)


def test_answers_and_asks_are_read_beside_the_seekers(tmp_path):
    people = written(tmp_path, "id,asks\nv,2\nw,\n")
    answers = written(tmp_path, "seeker,activity,answer\nv,a,ja\nw,a,nee\n", "answers.csv")

    found = read_answers(answers, ["v", "w"], ["a"])

    assert read_asks(people).tolist() == [2, 1]
    assert (found.signed_up, found.declined) == ([(0, 0)], [(1, 0)])


def test_an_answer_of_nobody_known_is_named(tmp_path):
    answers = written(tmp_path, "seeker,activity,answer\nx,a,ja\n", "answers.csv")

    with pytest.raises(MatchFileError) as caught:
        read_answers(answers, ["v"], ["a"])

    assert [(one.row, one.column, one.value) for one in caught.value.problems] == [
        (1, "seeker", "x")
    ]


def test_a_column_that_nobody_knows_is_a_mistake_of_the_heading(tmp_path):
    with pytest.raises(MatchFileError) as caught:
        list(read_seekers(written(tmp_path, "id,postcode\nv,1012\n"), Audience.VOLUNTEER))

    assert [(one.row, one.column) for one in caught.value.problems] == [(HEADING, "postcode")]


def test_sponsors_bring_money_and_things(tmp_path):
    path = written(tmp_path, "id,offers,budget_eur,in_kind,spread\ns,geld;ruimte,1000,2,ja\n")

    (offer,) = read_offers(path)

    assert (offer.budget_cents, dict(offer.in_kind), offer.spread) == (
        100_000,
        {NeedKind.VENUE: 2},
        True,
    )
