from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from django.template import Template, TemplateSyntaxError, engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from kheo.desk.stepper import StepShown
from kheo.kernel.ui.components import Component, component, kept
from kheo.movement.s3_registration.exports import Row

FRAGMENTS = Path(__file__).parents[3] / "kheo" / "templates" / "ui"
SHELL = {"base", "plain", "sprite", "guide", "guide_forms", "guide_pictures"}
PAGES = sorted(str(p.relative_to(FRAGMENTS.parent)) for p in FRAGMENTS.parent.rglob("*.html"))
COMPONENTS = sorted(p.stem for p in FRAGMENTS.glob("*.html") if p.stem not in SHELL)


def render(source, **context):
    return engines["django"].from_string("{% load ui %}" + source).render(context)


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_fragment_declares_its_attributes_on_its_first_line(name):
    first = (FRAGMENTS / f"{name}.html").read_text().splitlines()[0]

    assert "{% attrs" in first
    assert component(name).name == name


def test_a_missing_attribute_is_named():
    with pytest.raises(TemplateSyntaxError, match="“badge” needs the attribute “text”"):
        render('{% ui "badge" tone="ok" %}')


def test_an_unknown_attribute_is_named():
    with pytest.raises(TemplateSyntaxError, match="“badge” has no attribute “colour”"):
        render('{% ui "badge" text="x" colour="red" %}')


def test_a_body_needs_a_component_that_takes_one():
    with pytest.raises(TemplateSyntaxError, match="“badge” has no attribute “body”"):
        render('{% uiblock "badge" text="x" %}y{% enduiblock %}')


def test_a_word_that_is_no_attribute_is_refused():
    with pytest.raises(TemplateSyntaxError, match="“loose” is not one attribute=value"):
        render('{% ui "badge" loose %}')


def test_the_name_stands_in_quotes():
    with pytest.raises(TemplateSyntaxError, match="name in quotes"):
        render("{% ui badge %}")


def test_a_fragment_without_declaration_is_refused():
    with pytest.raises(TemplateSyntaxError, match="must begin with"):
        component("sprite")


def test_an_attribute_cannot_carry_markup():
    drawn = render('{% ui "badge" text=evil tone=evil %}', evil='"><script>x</script>')

    assert "<script>" not in drawn
    assert drawn.count("&lt;script&gt;") == 2


def test_a_safe_text_and_its_unsafe_twin_are_kept_apart():
    safe = render('{% ui "tag" text=t %}', t=mark_safe("<b>x</b>"))
    unsafe = render('{% ui "tag" text=t %}', t="<b>x</b>")

    assert safe == '<span class="tag"><b>x</b></span>'
    assert unsafe == '<span class="tag">&lt;b&gt;x&lt;/b&gt;</span>'


def test_true_and_one_are_kept_apart():
    assert render('{% ui "tag" text=t %}', t=1) == '<span class="tag">1</span>'
    assert render('{% ui "tag" text=t %}', t=True) == '<span class="tag">True</span>'


def test_a_component_sees_only_what_it_declares():
    drawn = render('{% ui "tag" text=label %}', label="a", icon="ok", body="secret")

    assert drawn == '<span class="tag">a</span>'


def test_what_depends_on_plain_values_is_rendered_once_for_each_language():
    kept.cache_clear()

    for language in ("vi", "vi", "en"):
        with override(language):
            render('{% ui "badge" text="x" %}')

    assert kept.cache_info().misses == 2


def test_lazily_translated_text_is_settled_in_the_language_of_the_page():
    assert (
        render('{% ui "tag" text=t %}', t=gettext_lazy("Tháng")) == '<span class="tag">Tháng</span>'
    )


def test_a_percent_sign_in_a_translated_constant_stays_single():
    assert render('{% ui "tag" text=_("50 %") %}') == '<span class="tag">50 %</span>'


def test_a_block_takes_its_body_and_its_slots():
    drawn = render(
        '{% uiblock "box" heading="H" %}<p>{{ x }}</p>{% slot "foot" %}F{% endslot %}{% enduiblock %}',
        x="<i>",
    )

    box = lxml.html.fromstring(drawn)
    assert box.get("class") == "box"
    assert [(part.get("class"), part.text_content().strip()) for part in box] == [
        ("box-head", "H"),
        ("box-body", "<i>"),
        ("box-foot", "F"),
    ]


def test_a_form_inside_a_component_carries_the_token_of_its_page():
    source = '{% uiblock "dialog" id="d" heading="H" action="/x/" %}b{% enduiblock %}'

    first = render(source, csrf_token="one")
    second = render(source, csrf_token="two")

    assert 'value="one"' in first
    assert 'value="two"' in second


def test_a_grey_button_says_why_and_does_nothing():
    drawn = render('{% ui "btn" text="Mở" href="/x/" why="chưa đủ người" %}')

    button = lxml.html.fromstring(drawn)
    assert dict(button.attrib) == {
        "class": "btn", "type": "button", "aria-disabled": "true", "title": "chưa đủ người",
    }  # fmt: skip
    assert " ".join(button.text_content().split()) == "Mở: chưa đủ người"


def test_badges_of_many_words_are_drawn_once():
    kept.cache_clear()

    drawn = render(
        '{% for word in words %}{% ui "badge" text=word tone="ok" icon="ok" %}{% endfor %}',
        words=["Đã gửi", "Trả lại", "<Đã ghi nhận>"],
    )

    badges = lxml.html.fromstring(f"<p>{drawn}</p>")
    assert [b.text_content().strip() for b in badges] == ["Đã gửi", "Trả lại", "<Đã ghi nhận>"]
    assert kept.cache_info().misses == 2  # the badge and, inside it, its icon


def test_an_empty_text_leaves_out_what_stands_around_it():
    with_body = render('{% uiblock "empty" heading="H" text=t %}{% enduiblock %}', t="vì sao")
    without = render('{% uiblock "empty" heading="H" text=t %}{% enduiblock %}', t="")

    assert "<p" in with_body
    assert "<p" not in without


def test_a_text_longer_than_is_worth_keeping_goes_into_the_same_stencil():
    kept.cache_clear()

    drawn = [render('{% ui "tag" text=t %}', t=t * 300) for t in ("a", "b")]

    assert drawn == [f'<span class="tag">{t * 300}</span>' for t in ("a", "b")]
    assert kept.cache_info().misses == 1


@pytest.mark.parametrize("asked", ("{{ t|upper }}", '{% if t == "x" %}{% endif %}'))
def test_a_text_that_is_asked_about_is_refused(asked):
    source = f"{{% load ui %}}{{% attrs t %}}{{% texts t %}}{asked}"

    with pytest.raises(TemplateSyntaxError, match="“t” cannot be a text"):
        Component("made", Template(source))


def test_rows_of_plain_fields_are_a_value_to_keep_by():
    kept.cache_clear()
    source = '{% ui "stepper" steps=steps %}'
    steps = [
        tuple(StepShown(n, "Đăng ký", f"/{n}/", "1/2", "now") for n in numbers)
        for numbers in ((1, 2), (1, 2), (1, 3))
    ]

    drawn = [render(source, steps=each) for each in steps]

    assert drawn[0] == drawn[1] != drawn[2]
    assert kept.cache_info().misses == 2


def test_rows_are_drawn_by_their_fields():
    row = Row(
        pk="7", url="/7/", sort_key="", sheet=1, who="Lò <b>", unit="", title="Nước sạch",
        field="", keeper="Phòng", second="01/3", sent="01/3", late=False, few="", state="Đã gửi",
        tone="due", icon="due", paper=False, stopped=False,
    )  # fmt: skip
    late = replace(row, late=True)

    drawn = render('{% uirows "movement/registration/row" rows %}', rows=[row, late])

    first, second = lxml.html.fromstring(f"<table>{drawn}</table>").iter("tr")
    assert first.findtext(".//a") == "Lò <b>"
    assert ["Nộp muộn" in each.text_content() for each in (first, second)] == [False, True]


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_template_gives_each_component_what_it_declares(path):
    assert engines["django"].get_template(path)


MARKUP = '"><script>'
PAIRS = {"also": ((MARKUP, MARKUP),)}  # given as names with their texts


@pytest.mark.parametrize("name", sorted(set(COMPONENTS) - {"errors", "field", "sift", "steps"}))
def test_no_attribute_of_any_component_carries_markup(name):
    used = component(name)

    drawn = used.draw([PAIRS.get(name, MARKUP) for name in used.names])

    assert "<script>" not in drawn
