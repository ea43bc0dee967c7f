"""Every browser remembers the last checkpoint, and says so when the log does not continue it."""

KEPT = "marketplace.log.checkpoint"
LOOKS = 100
FORGE = """
    const lines = localStorage.getItem("marketplace.log.checkpoint").split("\\n");
    lines[2] = btoa(String.fromCharCode(...new Uint8Array(32)));
    localStorage.setItem("marketplace.log.checkpoint", lines.join("\\n"));
    localStorage.removeItem("marketplace.log.asked");
"""


def remembering(visit):
    """A reader whose browser has kept a checkpoint."""
    reader = visit(language="en")
    reader.go("/log/")
    await_checkpoint(reader)
    return reader


def await_checkpoint(reader):
    """Wait until the browser has asked for a checkpoint and kept it."""
    for _look in range(LOOKS):  # no wait_for_function: the pages' policy forbids its eval
        if reader.page.evaluate("key => localStorage.getItem(key)", KEPT):
            return
        reader.page.wait_for_timeout(100)
    raise AssertionError("the browser has kept no checkpoint")


def test_a_visit_leaves_a_checkpoint_in_the_browser(visit):
    reader = remembering(visit)

    reader.go("/log/")

    assert "This browser has kept a checkpoint" in reader.text("[data-log-memory]")
    assert reader.page.locator("#log-alarm").count() == 0


def test_a_log_that_does_not_continue_it_is_an_alarm_on_every_page(visit):
    reader = remembering(visit)
    reader.page.evaluate(f"() => {{ {FORGE} }}")

    for path in ("/notices/", "/log/"):
        reader.go(path)
        reader.page.locator("#log-alarm").wait_for()
    with reader.page.expect_download() as download:
        reader.page.locator("#log-alarm a[download]").click()

    assert download.value.suggested_filename == "log-evidence.json"


def test_a_demonstration_that_was_begun_anew_can_be_forgotten(visit):
    reader = remembering(visit)
    reader.page.evaluate(f"() => {{ {FORGE} }}")
    reader.go("/notices/")

    reader.page.locator("#log-alarm button").click()
    reader.go("/notices/")
    await_checkpoint(reader)

    assert reader.page.locator("#log-alarm").count() == 0
