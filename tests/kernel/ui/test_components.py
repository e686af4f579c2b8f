import time
from pathlib import Path

import lxml.html
import pytest
from django.template import Context, Template, TemplateSyntaxError, engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from kheo.kernel.ui.components import component, kept

FRAGMENTS = Path(__file__).parents[3] / "kheo" / "templates" / "ui"
SHELL = {"base", "plain", "topbar", "sprite", "guide", "guide_forms", "guide_pictures"}
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


def test_a_hundred_and_fifty_badges_cost_two_milliseconds():
    page = Template(
        '{% load ui %}{% for word in words %}{% ui "badge" text=word tone="ok" icon="ok" %}{% endfor %}'
    )
    words = Context({"words": ["Đã gửi", "Trả lại", "Đã ghi nhận"] * 50})
    page.render(words)

    def cost():
        start = time.perf_counter()
        page.nodelist.render(words)
        return time.perf_counter() - start

    assert min(cost() for _ in range(20)) < 0.002


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_template_gives_each_component_what_it_declares(path):
    assert engines["django"].get_template(path)


@pytest.mark.parametrize("name", sorted(set(COMPONENTS) - {"errors", "field", "steps"}))
def test_no_attribute_of_any_component_carries_markup(name):
    used = component(name)

    drawn = used.draw(tuple('"><script>' for _ in used.names))

    assert "<script>" not in drawn
