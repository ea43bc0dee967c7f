"""What ``manage.py setup`` wants to know: by flag, by environment, or asked at a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import override

from marketplace.kernel.text import hidden_character
from marketplace.models import Hall, Region

PREFIX = "SETUP_"  # of environment variables, as in SETUP_NAME_ZH


class Question(NamedTuple):
    """One thing to know, and an example of an answer. ``column`` is one of the hall's."""

    name: str
    asks: str
    example: str = ""
    default: str = ""
    required: bool = False
    is_column: bool = True

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    @property
    def variable(self) -> str:
        return f"{PREFIX}{self.name.upper()}"


OF_THE_HALL = (
    Question("name_zh", "Chinese name of the hall", "云汀市中介服务超市", required=True),
    Question("name_en", "English name", "Yunting Intermediary Supermarket", required=True),
    Question("city_zh", "Chinese name of the city", "云汀市", required=True),
    Question("city_en", "English name of the city", "Yunting", required=True),
    Question("complaint_phone", "telephone for complaints", "0760-12300", required=True),
    Question("phone", "telephone for questions", "0760-12345"),
    Question("address_zh", "address in Chinese", "云汀大道1号政务服务中心二楼"),
    Question("address_en", "address in English", "2nd floor, 1 Yunting Avenue"),
    Question("hours_zh", "opening hours in Chinese", "工作日 9:00–12:00、13:30–17:30"),
    Question("hours_en", "opening hours in English", "Working days 9:00–12:00, 13:30–17:30"),
    Question("code", "short name for addresses and the log", "yunting", default="hall"),
)
OF_THE_ADMINISTRATOR = (
    Question(
        "admin_email",
        "e-mail address of the administrator",
        "admin@market.example.org",
        required=True,
        is_column=False,
    ),
    Question("admin_name", "name of the administrator", "王芳", is_column=False),
)
QUESTIONS = (*OF_THE_HALL, *OF_THE_ADMINISTRATOR)
REGION = re.compile(r"^(?P<code>[a-z0-9-]+)=(?P<name_zh>[^=]+)=(?P<name_en>[^=]+)$")


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment answers."""
    return {
        question.name: environment[question.variable]
        for question in QUESTIONS
        if environment.get(question.variable)
    }


def problem_with(question: Question, answer: str) -> str:
    """Return why an answer cannot be taken, in English; empty when it can."""
    if not answer.strip():
        return "it is needed" if question.required else ""
    with override("en"):
        try:
            _check(question, answer.strip())
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def _check(question: Question, answer: str) -> None:
    if question.is_column:
        Hall._meta.get_field(question.name).clean(answer, None)
    elif question.name == "admin_email":
        validate_email(answer)
    elif hidden := hidden_character(answer):
        raise ValidationError(f"it holds the invisible character {hidden}")
    elif len(answer) > get_user_model()._meta.get_field("display_name").max_length:
        raise ValidationError("it is too long")


def read_regions(texts: list[str], *, city: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the hall's regions as the catalogue has them: the city, and its parts below it.

    Raises:
        ValueError: for a text that is not ``code=中文名=English name``, or given twice.
    """
    whole = {"code": city["code"], "name_zh": city["city_zh"], "name_en": city["city_en"]}
    rows: list[dict[str, object]] = [{**whole, "parent": None}]
    for text in texts:
        found = REGION.match(text.strip())
        if not found:
            raise ValueError(f"“{text}” is no region; write --region donghu=东湖区=Donghu")
        row = found.groupdict()
        if row["code"] in {each["code"] for each in rows}:
            raise ValueError(f"the region {row['code']} is given twice")
        for name in ("name_zh", "name_en"):
            Region._meta.get_field(name).clean(row[name], None)
        rows.append({**row, "parent": city["code"]})
    return rows
