"""What the frame around every page shows; a context processor fills it, templates read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """One link of a menu; `icon` names a heroicon, `count` is a small number beside the label."""

    label: str
    url: str
    is_current: bool = False
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True)
class LookFiles:
    """Addresses of what an organisation's look is made of, and its words at the foot."""

    css_url: str = ""
    logo_url: str = ""
    dark_logo_url: str = ""
    manifest_url: str = ""
    icon_url: str = ""
    footer_text: str = ""


@dataclass(frozen=True)
class Shell:
    """The frame of a page: whose house it is, where one is in it, and who is looking."""

    organisation_name: str = "Mentorship"
    look: LookFiles = LookFiles()
    home_url: str = "/"
    programme_name: str = ""
    programmes: tuple[NavItem, ...] = ()
    nav_items: tuple[NavItem, ...] = ()
    programme_items: tuple[NavItem, ...] = ()
    more_items: tuple[NavItem, ...] = ()
    tab_items: tuple[NavItem, ...] = ()
    person_items: tuple[NavItem, ...] = ()
    footer_items: tuple[NavItem, ...] = ()
    person_name: str = ""
    person_email: str = ""
    search_url: str = ""
    theme: str = ""
    direction: str = ""
    banner: str = ""
    banner_link: NavItem | None = None
