"""A catalogue of one item, for tests that change something in it."""


def small(**items_changes):
    """Return a catalogue of one item, with some of its values changed."""
    item = {
        "code": "EIA-01",
        "name_zh": "环评",
        "name_en": "EIA",
        "category": "ENVIRONMENT",
        "department": "EEB",
        "stage": "approval",
        "duty": "required",
        "payer": "owner",
        "chosen_by": "owner",
        "standard_days": 20,
        "required_credentials": {"rule": "any", "list": [{"type": "EIA", "min_grade": "B"}]},
        "fee": {"policy": "absolute", "cap_yuan": 1000, "basis": "demo"},
    }
    grades = [{"code": code, "name_zh": code, "name_en": code} for code in "AB"]
    return {
        "departments": [{"code": "EEB", "name_zh": "生态局", "name_en": "Ecology"}],
        "categories": [{"code": "ENVIRONMENT", "name_zh": "环境", "name_en": "Environment"}],
        "credential_types": [
            {"code": "EIA", "name_zh": "资质", "name_en": "Licence", "grades": grades}
        ],
        "items": [item | items_changes],
    }
