import pytest

from marketplace.project.prepare import Step, take


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path)


class Workshop:
    """One step that turns a source into a product, and counts how often."""

    def __init__(self, folder):
        self.source, self.product = folder / "source", folder / "product"
        self.stamps = folder / "prepared.json"
        self.source.write_text("one")
        self.times = 0

    def make(self):
        self.times += 1
        self.product.write_text(self.source.read_text())

    def start(self, make=None):
        step = Step("product", lambda: [self.source], make or self.make, self.product.is_file)
        take([step], stamps=self.stamps)


def test_a_second_start_makes_nothing_and_says_nothing(workshop, capsys):
    workshop.start()
    assert capsys.readouterr().out == "Preparing the product ... 0 s\n"

    workshop.start()

    assert workshop.times == 1
    assert capsys.readouterr().out == ""


def test_a_changed_source_is_made_anew(workshop):
    workshop.start()
    workshop.source.write_text("two")

    workshop.start()

    assert workshop.product.read_text() == "two"


def test_what_was_removed_is_made_anew(workshop):
    workshop.start()
    workshop.product.unlink()

    workshop.start()

    assert workshop.times == 2


def test_a_step_that_failed_is_taken_again(workshop, capsys):
    def fail():
        workshop.product.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        workshop.start(make=fail)
    assert capsys.readouterr().out == "Preparing the product ... failed.\n"

    workshop.start()

    assert workshop.product.read_text() == "one"
