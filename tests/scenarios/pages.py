"""Pages as a person uses them: open, fill in the form that stands there, press the button."""

from urllib.parse import urljoin, urlsplit

import lxml.html
from django.contrib.auth import SESSION_KEY
from django.test import Client

from kheo.orgs.queries import actor_of


class Page:
    """A page somebody has in front of them."""

    def __init__(self, client: Client, response) -> None:
        self.client = client
        self.response = response
        self.status = response.status_code
        self.url = response.request["PATH_INFO"]
        html = response.headers.get("Content-Type", "").startswith("text/html")
        self.tree = lxml.html.fromstring(response.text) if html and response.content else None

    @property
    def text(self) -> str:
        """Return the words of the page, white space collapsed."""
        return self.words("//body") if self.tree is not None else ""

    def words(self, xpath: str) -> str:
        """Return the words of the parts of the page at *xpath*."""
        parts = self.tree.xpath(f"{xpath}//text()[not(ancestor::script)]")
        return " ".join(" ".join(parts).split())

    def lines(self, xpath: str) -> list[str]:
        """Return the words of each part of the page at *xpath*, one by one."""
        return [" ".join(part.text_content().split()) for part in self.tree.xpath(xpath)]

    def rows(self) -> list[list[str]]:
        """Return the words of every cell of the tables of the page, row by row."""
        return [
            [" ".join(cell.text_content().split()) for cell in row.xpath("./td | ./th")]
            for row in self.tree.xpath("//tbody/tr")
        ]

    def form(self, action: str):
        """Return the form of the page that posts to *action* (the end of its address)."""
        posts = self._posts(action)
        if not posts:
            raise AssertionError(f"No form to {action} on {self.url}: {self.text}")
        return posts[0]

    def has_form(self, action: str) -> bool:
        return bool(self._posts(action))

    def _posts(self, action: str) -> list:
        return [
            form
            for form in self.tree.forms
            if form.method == "POST" and urlsplit(form.action or self.url).path.endswith(action)
        ]

    def typed(self, action: str) -> dict[str, list]:
        """Return what stands in the boxes of the form to *action*."""
        data: dict[str, list] = {}
        for name, value in self.form(action).form_values():
            # A browser drops the line break that follows the tag of a box of several lines.
            data.setdefault(name, []).append(value.removeprefix("\n"))
        return data

    def send(self, action: str, press: tuple[str, str] | None = None, **typed) -> "Page":
        """Fill *typed* into the form to *action*, send it with the button *press*, see what follows.

        A list fills a field that stands several times.
        """
        target, data = self._filled(action, press, typed)
        return Page(self.client, self.client.post(target, data, follow=True))

    def follow(self, words: str) -> "Page":
        """Open the first link of the page's own part that says *words*."""
        links = self.tree.xpath("//main//a")
        found = next(a for a in links if " ".join(a.text_content().split()) == words)
        return Page(self.client, self.client.get(urljoin(self.url, found.get("href")), follow=True))

    def done(self, action: str, press: tuple[str, str] | None = None, **typed) -> None:
        """Send as ``send`` does and go elsewhere; what was typed must be taken."""
        target, data = self._filled(action, press, typed)
        answer = self.client.post(target, data)
        assert answer.status_code == 302, Page(self.client, answer).text

    def _filled(self, action: str, press: tuple[str, str] | None, typed) -> tuple[str, dict]:
        data = self.typed(action)
        for name, value in typed.items():
            data[name] = list(value) if isinstance(value, list | tuple) else [value]
        if press:
            data[press[0]] = [press[1]]
        return self.form(action).action or self.url, data


class User:
    """Somebody at a browser, signed in by their account."""

    def __init__(self, post) -> None:
        self.post = post
        self.person = post.person
        self.client = Client()
        self.client.force_login(post.person.user)

    @property
    def actor(self):
        """Return the person as the actions know them."""
        return actor_of(self.post)

    def open(self, url: str, **query) -> Page:
        if SESSION_KEY not in self.client.session:  # signed out after a day: sign in again
            self.client.force_login(self.person.user)
        return Page(self.client, self.client.get(url, query, follow=True))
