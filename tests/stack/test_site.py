"""The static site as CloudFront serves it."""

import re

import pytest

from visitor import Visitor

PROMISED = ["content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options",
            "referrer-policy", "permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/guides/price/", "/no-such-page/", "/inventory/", "/registration/visit",
                                  "/office/change"])
def test_every_page_carries_the_security_headers(stack, path):
    page = Visitor(stack).open(path)
    assert [name for name in PROMISED if name not in page.headers] == []
    assert "'unsafe" not in page.headers["content-security-policy"]


def test_a_page_is_found_without_its_slash_and_leads_nowhere_else(stack):
    visitor = Visitor(stack)
    moved = visitor.request("GET", "/guides/price")
    assert (moved.status, moved.headers["location"]) == (301, f"{stack.url}/guides/price/")
    moved = visitor.request("GET", "//example.com/guides")
    assert moved.status == 404 or moved.headers["location"].startswith(stack.url + "/")


def test_the_desk_is_found_with_a_slash_too(stack):
    moved = Visitor(stack).request("GET", "/office/change/")
    assert moved.status == 303 and moved.headers["location"].removeprefix(stack.url) == "/office/change"


def test_what_is_not_there_is_said_by_the_site_itself(stack):
    page = Visitor(stack).open("/no-such-page/")
    assert page.status == 404 and "ページが見つかりません" in page.text


def test_plain_http_is_led_to_https(stack):
    moved = stack.plain("/guides/", stack.host)
    assert (moved.status, moved.headers["location"]) == (301, f"{stack.url}/guides/")


def test_files_with_a_hash_are_kept_for_ever_and_pages_are_asked_for(stack):
    visitor = Visitor(stack)
    home = visitor.open("/")
    for address in re.findall(r'(?:href|src)="([^"]+\?h=[0-9a-f]+)"', home.html):
        file = visitor.request("GET", address.removeprefix(stack.url))
        assert file.status == 200
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "charset=utf-8" in file.headers["content-type"]
    assert home.headers["cache-control"].startswith("public, max-age=0")
    assert home.headers["content-type"] == "text/html; charset=utf-8"


def test_the_bucket_answers_nobody_but_cloudfront(stack):
    bucket = stack.outputs["BucketName"]
    assert stack.plain(f"/{bucket}/index.html").status == 403
    assert stack.plain(f"/{bucket}?list-type=2").status == 403
