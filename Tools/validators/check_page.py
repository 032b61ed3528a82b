"""Checks pages of HTML: well nested, accessible, and without scripts and outside resources."""

import html.parser
import sys

VOID = {"meta", "wbr", "path", "rect", "circle"}
TAGS = VOID | set(
    """html head title style body header h1 h2 p dl dt dd div nav ol ul li main section aside
    figure figcaption svg defs pattern text table caption thead tbody tr th td a""".split()
)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.problems = [], [], [], []

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag not in TAGS:
            self.problems.append(f"an unexpected <{tag}>")
        if any(name.startswith("on") or name in ("src", "style") for name in attributes):
            self.problems.append(f"<{tag}> has {list(attributes)}")
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if tag == "th" and attributes.get("scope") not in ("row", "col"):
            self.problems.append("a heading without scope")
        if tag == "svg" and not attributes.get("aria-label"):
            self.problems.append("a picture that cannot be read out")
        if tag == "html" and attributes.get("lang") not in ("en", "uk", "de"):
            self.problems.append("no language")
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag, pairs):
        self.handle_starttag(tag, pairs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.problems.append(f"</{tag}> closes something else")

    def finish(self, text):
        self.close()
        if self.open:
            self.problems.append(f"{self.open[-1][0]} is not closed")
        if len(set(self.ids)) != len(self.ids):
            self.problems.append("an id occurs twice")
        for link in self.links:
            if not link.startswith("#") or link[1:] not in self.ids:
                self.problems.append(f"the link {link} leads nowhere")
        if text.count("<table>") != text.count("<caption>"):
            self.problems.append("a table without a caption")
        if text.count("<style>") != 1 or "@import" in text or "url(http" in text:
            self.problems.append("something from elsewhere")


failed = False
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        content = file.read()
    page = Page()
    page.feed(content)
    page.finish(content)
    for problem in page.problems:
        failed = True
        print(f"{path}: {problem}")
sys.exit(1 if failed else 0)
