"""A long history costs a dashboard hardly more than a short one."""

from benchmarks import dashboard


def test_a_long_history_costs_hardly_more_and_no_query_more():
    ratio, queries = dashboard.figures(quick=True)

    assert not ratio.is_missed, str(ratio)
    assert not queries.is_missed, str(queries)
