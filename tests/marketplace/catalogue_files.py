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


def with_project_type():
    """Return that catalogue with a project type of one stage, where its item is needed."""
    stage = {
        "stage": "approval",
        "target_working_days": 8,
        "approvals": [
            {
                "name_zh": "环评审批",
                "name_en": "EIA approval",
                "department": "EEB",
                "working_days": 10,
                "items": ["EIA-01"],
            }
        ],
        "items": ["EIA-01"],
        "public_services": [{"name_zh": "帮办", "name_en": "Helper"}],
    }
    plant = {
        "code": "plant",
        "name_zh": "厂房",
        "name_en": "Plant",
        "fund": "private",
        "stages": [stage],
    }
    return small() | {"project_types": [plant]}
