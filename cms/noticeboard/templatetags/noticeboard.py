"""What a notice's page shows of the record."""

from django import template

from ..facts import binding_lines, days_asked, fingerprint_of

register = template.Library()


@register.inclusion_tag("cms/noticeboard/includes/binding.html")
def binding_facts(notice):
    """Show what of a notice binds, as the record has it at this moment."""
    lines = binding_lines(notice)
    days = days_asked(notice, lines)
    return {"notice": notice, "binding_lines": lines, "days_asked": days}


@register.inclusion_tag("cms/noticeboard/includes/fingerprint.html")
def fingerprint(notice):
    """Show under which hash the log holds a notice's terms."""
    return {"fingerprint": fingerprint_of(notice)}
