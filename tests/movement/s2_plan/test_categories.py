"""The categories of a plan's tasks: a list of the movement, kept by its office."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from docx import Document

from kheo.kernel.audit import trail
from kheo.movement.models import Category
from kheo.movement.s1_directive import actions as lists
from kheo.movement.s2_plan import actions
from kheo.movement.s2_plan.actions import Task
from kheo.movement.s2_plan.states import CATEGORIES
from kheo.orgs import queries as orgs
from kheo.orgs.states import Power
from tests.factories import PersonFactory, PostFactory, actor_in
from tests.factories.directive import launched, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DEMOCRACY = "Thực hiện dân chủ ở cơ sở"


@pytest.fixture
def stage():
    agency, divisions, launcher = office()
    round_ = launched(agency, divisions, launcher)
    clerk = actor_in(agency, Power.FILE)
    Category.objects.all().delete()
    actions.ship_categories(round_.movement, by=clerk)
    return round_, divisions[0], clerk


def names(round_):
    return list(Category.objects.filter(movement=round_.movement).values_list("name", flat=True))


def category(name=DEMOCRACY):
    return Category.objects.get(name=name)


def plan_of(round_, unit, *tasks, send=True):
    by = actor_in(unit, Power.PLAN)
    plan = actions.receive(round_, unit, by=by)
    leader = PersonFactory(unit=unit)
    plan = actions.write(plan, by=by, summary="", leader=leader, officer=None, tasks=tasks)
    return actions.send(plan, by=by) if send else plan


def test_a_new_movement_begins_with_categories():
    agency, divisions, launcher = office()

    round_ = launched(agency, divisions, launcher)

    assert names(round_) == list(CATEGORIES)
    assert actions.ship_categories(round_.movement, by=actor_in(agency, Power.FILE)) == 0


def test_a_name_is_added_reworded_put_higher_and_taken_out(stage):
    round_, _unit, clerk = stage

    made = lists.list_name(Category, round_.movement, "  Dân vận  chính quyền ", by=clerk)
    lists.LIST_ACTS["raise"](made, by=clerk)
    lists.rename_listed(made, "Dân vận của chính quyền", by=clerk)
    moved = names(round_)[-2:]
    lists.LIST_ACTS["drop"](made, by=clerk)

    assert moved == ["Dân vận của chính quyền", CATEGORIES[-1]]
    assert names(round_) == list(CATEGORIES)


def test_the_first_stays_first_and_an_unchanged_name_leaves_no_trace(stage):
    _round, _unit, clerk = stage
    first = category(CATEGORIES[0])

    lists.LIST_ACTS["raise"](first, by=clerk)
    lists.rename_listed(first, CATEGORIES[0], by=clerk)

    assert [e.verb for e in trail.history_of(first)] == ["list.add"]


@pytest.mark.parametrize(
    ("name", "said"),
    (
        ("  ", "Chưa ghi tên."),
        ("x" * 201, "Tên đang dài 201 ký tự"),
        ("THUC HIEN dân chủ ở cơ sở", f"Danh mục đã có “{DEMOCRACY}”."),
    ),
)
def test_a_bad_name_is_refused_in_words(stage, name, said):
    round_, _unit, clerk = stage

    with pytest.raises(ValidationError, match=said):
        lists.list_name(Category, round_.movement, name, by=clerk)

    assert len(names(round_)) == len(CATEGORIES)


def test_one_in_use_is_ended_not_taken_out_and_can_be_taken_up_again(stage):
    round_, unit, clerk = stage
    plan = plan_of(round_, unit, Task("Họp bàn quy chế", category=category()))

    with pytest.raises(ValidationError, match="đang được dùng nên không xoá được"):
        lists.LIST_ACTS["drop"](category(), by=clerk)
    lists.LIST_ACTS["end"](category(), by=clerk)
    lists.LIST_ACTS["end"](category(), by=clerk)

    assert category().ended_on is not None
    assert plan.tasks.get().category == category()
    lists.LIST_ACTS["resume"](category(), by=clerk)
    assert [e.verb for e in trail.history_of(category())] == [
        "list.resume", "list.end", "list.add",
    ]  # fmt: skip


def test_only_the_office_that_launched_keeps_the_list(stage):
    round_, unit, _clerk = stage

    for by in (actor_in(unit, Power.FILE), actor_in(round_.movement.unit, Power.PLAN)):
        for act in lists.LIST_ACTS.values():
            with pytest.raises(PermissionDenied, match="đơn vị phát động và bộ phận đầu mối"):
                act(category(), by=by)

    assert names(round_) == list(CATEGORIES)


def test_a_changed_category_stands_in_the_trail_of_the_plan(stage):
    round_, unit, _clerk = stage
    plan = plan_of(round_, unit, Task("Họp", category=category()), send=False)
    by = actor_in(unit, Power.PLAN)

    actions.write(plan, by=by, summary="", leader=plan.leader, officer=None, tasks=[Task("Họp")])

    assert trail.history_of(plan)[0].changes == {"categories": [[DEMOCRACY], [None]]}


def sign_in(client, unit, *powers):
    post = PostFactory(unit=unit, powers=list(powers))
    client.force_login(post.person.user)
    return orgs.actor_of(post)


def at(name, round_, *args):
    return reverse(f"plan:{name}", args=[round_.pk, *args])


def test_the_form_offers_what_is_in_use_and_what_a_task_had(client, stage):
    round_, unit, clerk = stage
    plan_of(round_, unit, Task("Họp", category=category()), send=False)
    for name in (DEMOCRACY, CATEGORIES[0]):
        lists.LIST_ACTS["end"](category(name), by=clerk)
    sign_in(client, unit, Power.PLAN)

    form = client.get(at("mine", round_)).context["tasks"].forms[0]

    offered = [label for _key, label in form.fields["category"].widget.choices]
    assert offered == ["Chọn nhóm việc", *CATEGORIES[1:]]


def test_a_movement_without_categories_asks_for_none(client, stage):
    round_, unit, _clerk = stage
    Category.objects.all().delete()
    by = sign_in(client, unit, Power.PLAN)
    actions.receive(round_, unit, by=by)

    page = client.get(at("mine", round_))

    assert "t0-category" not in page.text


def test_the_printed_plan_groups_tasks_under_their_categories(client, stage):
    round_, unit, _clerk = stage
    democracy, last = category(), category(CATEGORIES[-1])
    tasks = [Task("Sơ kết", category=last), Task("Việc lẻ"), Task("Họp", category=democracy)]
    plan = plan_of(round_, unit, *tasks)
    sign_in(client, unit)

    paper = Document(io.BytesIO(client.get(at("docx", round_, plan.pk)).content))
    page = client.get(at("detail", round_, plan.pk))

    table = next(t for t in paper.tables if t.rows[0].cells[0].text == "STT")
    cells = [[c.text for c in dict.fromkeys(row.cells)][:2] for row in table.rows[1:]]
    assert cells == [
        [DEMOCRACY], ["1", "Họp"], [CATEGORIES[-1]], ["2", "Sơ kết"], ["Việc khác"], ["3", "Việc lẻ"],
    ]  # fmt: skip
    groups = page.context["groups"]
    assert [name and name.name for name, _tasks in groups] == [DEMOCRACY, CATEGORIES[-1], None]


@pytest.mark.parametrize("count", (1, 3))
def test_tasks_are_listed_by_category_in_the_same_number_of_queries(
    client, stage, django_assert_num_queries, count
):
    round_, unit, _clerk = stage
    tasks = [Task(f"Họp {n}", category=category()) for n in range(count)]
    plan_of(round_, unit, *tasks, Task("Khác"))
    sign_in(client, round_.movement.unit, Power.OVERSEE)
    key = category().pk

    with django_assert_num_queries(8):  # session, user, post, round, counts, names, rows, stepper
        response = client.get(at("tasks", round_), {"nhom": key})

    assert [t.text for t in response.context["page"].rows] == [t.text for t in tasks]
    numbers = {label: n for label, _url, n, _current in response.context["views"]}
    assert (numbers["Tất cả"], numbers[DEMOCRACY], numbers["Chưa xếp nhóm"]) == (
        count + 1,
        count,
        1,
    )


def test_a_neighbour_sees_no_task_of_the_unit(client, stage):
    round_, unit, _clerk = stage
    plan_of(round_, unit, Task("Họp", category=category()))
    beside = round_.movement.scope.exclude(pk=unit.pk).get()
    sign_in(client, beside, Power.PLAN)

    found = client.get(at("tasks", round_), {"nhom": "lạ"})

    assert list(found.context["page"].rows) == []


def test_the_list_is_kept_on_its_page(client, stage):
    round_, unit, _clerk = stage
    sign_in(client, round_.movement.unit, Power.FILE)
    url = at("categories", round_)

    added = client.post(url, {"name": "Dân vận khéo trong trường học"}, follow=True)
    again = client.post(url, {"name": "dan van kheo trong truong hoc"})
    row = category("Dân vận khéo trong trường học")
    client.post(at("category", round_, row.pk), {"name": "Trường học"})
    empty = client.post(at("category", round_, row.pk), {"name": " "}, follow=True)
    client.post(at("category", round_, row.pk), {"name": "Trường học", "act": "drop"})
    Category.objects.all().delete()
    client.post(url, {"usual": "1"})

    assert "Dân vận khéo trong trường học" in added.text
    assert "Danh mục đã có “Dân vận khéo trong trường học”." in again.text
    assert "Chưa ghi tên." in empty.text
    assert names(round_) == list(CATEGORIES)
    sign_in(client, unit, Power.PLAN)
    assert client.post(url, {"name": "x"}).status_code == 403
    assert 'name="name"' not in client.get(url).text
