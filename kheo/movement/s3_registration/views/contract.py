"""What the year asks of whom: read by everybody, set by the focal office."""

from collections.abc import Callable

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.access import may_set_quotas
from kheo.movement.s1_directive.exports import category_words, quota_sentence
from kheo.movement.s1_directive.models import Quota, Round
from kheo.movement.s1_directive.states import CATEGORIES, Subject
from kheo.movement.s3_registration import access, actions, queries
from kheo.movement.s3_registration.contract import terms
from kheo.movement.s3_registration.contract.forms import RuleForm
from kheo.movement.s3_registration.views.asked import TEMPLATES, round_of, told
from kheo.orgs.middleware import ActorRequest, signed_in

type Set = Callable[[RuleForm], object]


@signed_in
@require_GET
def contract(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    rules = terms.rules_of(round_)
    context = {
        "round": round_, "due": queries.due(round_), "may_set": may_set_quotas(by, round_),
        "rules": [
            (q, category_words(q), quota_sentence(q, round_.movement), terms.instead_words(q))
            for q in rules
        ],
        "subjects": [
            (subject, len({q.category for q in rules if q.subject == subject}) <= len(kinds))
            for subject, kinds in CATEGORIES.items()
        ],
        "watches": access.acts(by).watch,
    }  # fmt: skip
    return page(request, f"{TEMPLATES}contract.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def add_rule(request: ActorRequest, round_id: int, subject: str) -> HttpResponse:
    round_ = round_of(request, round_id)
    if subject not in Subject.values:
        raise Http404
    require(may_set_quotas, request.actor, round_)
    taken = {q.category for q in terms.rules_of(round_) if q.subject == subject}
    form = _form(request, round_, Subject(subject), None, taken)

    def do(form: RuleForm) -> object:
        category, note = form.cleaned_data["category"], form.cleaned_data["note"]
        rule = actions.Rule(**form.parts())
        return actions.set_rule(round_, subject, category, rule, by=request.actor, note=note)

    return _answered(request, round_, form, do, {"subject": subject, "quota": None})


@signed_in
@require_http_methods(["GET", "POST"])
def rule(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    quota = _rule_of(round_, pk)
    require(may_set_quotas, request.actor, round_)
    form = _form(request, round_, Subject(quota.subject), quota, set())

    def do(form: RuleForm) -> object:
        of, note = (quota.subject, quota.category), form.cleaned_data["note"]
        rule = actions.Rule(**form.parts())
        return actions.set_rule(round_, *of, rule, by=request.actor, note=note)

    more = {"subject": quota.subject, "quota": quota, "whom": category_words(quota)}
    return _answered(request, round_, form, do, more)


def _form(
    request: ActorRequest, round_: Round, subject: Subject, quota: Quota | None, taken: set[str]
) -> RuleForm:
    registered = terms.registered(round_)
    return RuleForm(subject, quota, taken, request.POST or None, registered=registered)


def _answered(
    request: ActorRequest, round_: Round, form: RuleForm, do: Set, more: dict[str, object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(form)
        except StaleStateError:
            form.add_error(
                None, _("Chỉ tiêu này vừa được sửa ở cửa sổ khác. Mở lại trang rồi sửa.")
            )
        except ValidationError as error:
            form.add_error("note" if error.code == "note" else None, error)
        else:
            messages.success(request, _("Đã lưu chỉ tiêu."))
            return redirect("registration:contract", round_.pk)
    context = {"round": round_, "form": form, "registered": form.fields["note"].required, **more}
    return page(request, f"{TEMPLATES}rule.html", context, fragment="")


def _rule_of(round_: Round, pk: int) -> Quota:
    found = next((quota for quota in terms.rules_of(round_) if quota.pk == pk), None)
    if found is None:
        raise Http404
    found.round = round_
    return found


@signed_in
@require_POST
def drop_rule(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    quota, note = _rule_of(round_of(request, round_id), pk), request.POST.get("note", "")
    done = _("Đã bỏ chỉ tiêu riêng; chỉ tiêu chung lại áp dụng.")
    told(request, lambda: actions.drop_rule(quota, by=request.actor, note=note), done)
    return redirect("registration:contract", round_id)


@signed_in
@require_POST
def instead(request: ActorRequest, round_id: int) -> HttpResponse:
    """Count a model the actor takes part in instead of items."""
    chosen = request.POST.get("model", "")
    models = access.models_to_join(request.actor).filter(round=round_of(request, round_id))
    model = models.filter(pk=chosen).first() if chosen.isdecimal() else None
    if model is None:
        messages.warning(request, _("Chọn một mô hình đã gửi của đơn vị bạn."))
        return redirect("registration:mine", round_id)
    done = _("Đã ghi: mô hình này được tính thay.")
    told(request, lambda: actions.count_instead(model, by=request.actor), done)
    return redirect("registration:mine", round_id)


@signed_in
@require_POST
def stop_instead(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    by = request.actor
    exemption = get_object_or_404(access.exemptions_of(by), pk=pk, round=round_id)
    done = _("Đã thôi tính thay.")
    told(request, lambda: actions.stop_counting(exemption, by=by), done)
    return redirect("registration:mine", round_id)
