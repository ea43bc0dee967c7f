from pathlib import Path

from marketplace.project.demo.accounts import ACCOUNTS, PASSWORD

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()


def test_the_readme_lists_every_account_of_the_demonstration_and_its_password():
    assert [account.email for account in ACCOUNTS if f"`{account.email}`" not in README] == []
    assert f"`{PASSWORD}`" in README
