from django.urls import path

from kheo.movement.s2_plan.views import answers, categories

app_name = "plan"
ROUND = "phong-trao/<int:round_id>/"
PLANS = f"{ROUND}ke-hoach/"
urlpatterns = [
    path(PLANS, answers.index, name="index"),
    path(f"{PLANS}viec/", categories.tasks, name="tasks"),
    path(f"{PLANS}nhom-viec/", categories.index, name="categories"),
    path(f"{PLANS}nhom-viec/<int:pk>/", categories.change, name="category"),
    path(f"{PLANS}cua-toi/", answers.mine, name="mine"),
    path(f"{PLANS}cua-toi/nhan/", answers.receive, name="receive"),
    path(f"{PLANS}<int:pk>/", answers.detail, name="detail"),
    path(f"{PLANS}<int:pk>.docx", answers.docx, name="docx"),
    path(f"{PLANS}<int:pk>/lay-so/", answers.number, name="number"),
    path(f"{PLANS}<int:pk>/rut-ve/", answers.recall, name="recall"),
    path(f"{ROUND}da-doc/", answers.acknowledge, name="acknowledge"),
]
