"""Currencies by their ISO 4217 code, and how sums are written."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# Active currencies that are legal tender somewhere; funds, metals and test codes are left out.
_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED
VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
# Signs that stand for one currency alone; all others are written by their code.
_SIGNS = {"EUR": "€", "GBP": "£", "INR": "₹", "ILS": "₪", "UAH": "₴", "VND": "₫"}
_WHOLE = Decimal(1000)
_CENT = Decimal("0.01")


def in_money(amount: Decimal, currency: str) -> str:
    """Write a sum: from a thousand on, and where there are no cents, in whole units."""
    is_whole = abs(amount) >= _WHOLE or amount == amount.to_integral_value()
    digits = 0 if is_whole else 2
    rounded = amount.quantize(Decimal(1) if is_whole else _CENT, ROUND_HALF_UP)
    number = number_format(abs(rounded), decimal_pos=digits, force_grouping=True)
    minus = "−" if rounded < 0 else ""
    sign = _SIGNS.get(currency)
    if sign:
        return _("%(minus)s%(sign)s%(number)s") % {"minus": minus, "sign": sign, "number": number}
    # A no-break space keeps the code with its number.
    return f"{minus}{currency}\N{NO-BREAK SPACE}{number}"


def each_returned(ratio: Decimal, currency: str) -> str:
    """Write what came back for each unit spent, always with cents: “£1.90”."""
    number = number_format(ratio.quantize(_CENT, ROUND_HALF_UP), decimal_pos=2)
    sign = _SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{currency}\N{NO-BREAK SPACE}{number}"


def in_percent(share: Decimal) -> str:
    """Write per cent, of whichever sign, with as many decimals as it has, at most two."""
    rounded = share.quantize(_CENT, ROUND_HALF_UP).normalize()
    digits = max(0, -int(rounded.as_tuple().exponent))
    minus = "−" if rounded < 0 else ""
    number = number_format(abs(rounded), decimal_pos=digits)
    return _("%(number)s%%") % {"number": f"{minus}{number}"}
