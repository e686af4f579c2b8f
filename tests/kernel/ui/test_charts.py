from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import override

from kheo.kernel.ui import charts, written


def test_the_longest_bar_fills_the_width():
    drawn = charts.bars([("Kinh tế", 8), ("Văn hoá", 2)])

    assert [(b.label, b.value, b.width) for b in drawn] == [
        ("Kinh tế", 8, "100"),
        ("Văn hoá", 2, "25"),
    ]


def test_bars_of_nothing_have_no_width():
    assert [b.width for b in charts.bars([("Kinh tế", 0)])] == ["0"]


def test_each_stage_of_a_funnel_narrows_to_the_next():
    one, two, three = charts.funnel([("đăng ký", 46), ("công nhận", 37), ("nhân rộng", 9)])

    assert one.points == "0,0 100,0 90.22,10 9.78,10"
    assert three.points == "40.22,0 59.78,0 59.78,10 40.22,10"
    assert [s.rate for s in (one, two, three)] == [
        "",
        "80\u00a0% số đăng ký",
        "24\u00a0% số công nhận",
    ]


def test_a_funnel_of_nothing_is_drawn_without_rates():
    assert [s.rate for s in charts.funnel([("đăng ký", 0), ("công nhận", 0)])] == ["", ""]


def test_a_spark_runs_from_edge_to_edge():
    assert charts.spark([1, 3, 2]) == "0,38 50,2 100,20"
    assert charts.spark([5, 5]) == "0,38 100,38"
    assert charts.spark([]) == ""


def test_shades_say_how_much_is_done():
    shades = [charts.heat(*pair) for pair in ((0, 9), (4, 9), (5, 10), (8, 10), (9, 9), (3, 0))]

    assert shades == [0, 1, 2, 3, 4, 0]


def test_a_line_has_its_deadline_and_last_year_beside_it():
    start = date(2027, 3, 8)
    chart = charts.line(
        [(start, 0), (start + timedelta(days=10), 50)],
        before=[(start, 0), (start + timedelta(days=10), 40)],
        label="Đăng ký",
        deadline=date(2027, 3, 25),
        end=date(2027, 3, 28),
        goal=100,
    )

    assert chart.now == "0,200 10,100"
    assert chart.area == "0,200 0,200 10,100 10,200"
    assert chart.before == "0,200 10,120"
    assert (chart.dot_x, chart.dot_y, chart.deadline_at) == ("50", "114", "17")
    assert [level.text for level in chart.levels] == ["50", "100"]
    assert (chart.first, chart.today, chart.last, chart.deadline) == (
        "08/3",
        "18/3",
        "28/3",
        "Hạn 25/3",
    )
    assert chart.rows == [(start, 0, 0), (start + timedelta(days=10), 50, 40)]


def test_the_table_of_a_long_line_tells_each_week_and_its_last_day():
    start = date(2027, 1, 1)
    days = [(start + timedelta(days=n), n) for n in range(100)]
    chart = charts.line(days, label="Đăng ký", end=date(2027, 4, 30))

    told = [value for _at, value, _before in chart.rows]
    assert told == [*range(6, 98, 7), 99]
    assert len(chart.now.split()) == 100  # the picture leaves nothing out


def test_a_line_of_nothing_is_no_line():
    assert charts.line([], label="Đăng ký", end=date(2027, 1, 1)) is None


def test_a_line_stands_without_deadline_goal_or_last_year():
    chart = charts.line([(date(2027, 1, 1), 0)], label="Đăng ký", end=date(2027, 1, 1))

    assert (chart.days, chart.deadline, chart.before, chart.beside) == (1, "", "", "start")


def test_a_day_is_written_as_decree_30_writes_it():
    assert written.day(date(2027, 3, 25)) == "25/3/2027"
    assert written.day(date(2027, 2, 5)) == "05/02/2027"
    assert written.day_month(date(2027, 10, 1)) == "01/10"


def test_a_moment_is_written_as_the_day_it_is_in_viet_nam():
    late = datetime(2027, 3, 24, 20, tzinfo=UTC)

    assert written.day(late) == "25/3/2027"


def test_numbers_follow_the_language():
    assert written.number(Decimal("1234567.5")) == "1.234.567,5"
    with override("en"):
        assert written.number(1234567) == "1,234,567"
