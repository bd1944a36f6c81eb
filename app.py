"""The entry, in both its roles: the server imports it, and every visit runs it.

`streamlit run app.py` finds the assignment of `st.App` below, imports this file and serves pages
and plain HTTP from one process. For each visit Streamlit then runs the same file as a script.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from ui import faults
    from web import server

    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        lifespan=server.lifespan,
        on_script_error=faults.show,
    )
else:
    from ui import shell

    shell.run()
