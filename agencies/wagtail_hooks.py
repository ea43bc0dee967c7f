from wagtail import hooks


@hooks.register("register_duties")
def offer_duties():
    from .duties import list_publicised_agencies, record_lapses

    return [list_publicised_agencies, record_lapses]
