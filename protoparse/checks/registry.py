"""All rules, found by a scan of the package: a module whose name begins with a code is a rule."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from inspect import cleandoc

from protoparse import checks
from protoparse.checks.base import GROUPS, Check
from protoparse.pattern import Pattern

_MODULE = Pattern(r"(?P<code>[a-z]{3}\d\d)_[a-z_0-9]+")


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """Every rule, in the order of the groups and codes.

    >>> [check.rule.code for check in all_checks()][:2]
    ['HDR01', 'HDR02']
    """
    found = []
    for module in pkgutil.iter_modules(checks.__path__):
        if _MODULE.fullmatch(module.name):
            loaded = importlib.import_module(f"{checks.__name__}.{module.name}")
            found.append(Check(loaded.RULE, loaded.run, cleandoc(loaded.__doc__ or "")))
    groups = list(GROUPS)
    return tuple(sorted(found, key=lambda check: (groups.index(check.rule.group), check.rule.code)))


def check_of(code: str) -> Check | None:
    """The rule with a code, as «DLN02», «dln-02» or by its name.

    >>> check_of("hdr-02").rule.name
    'number-missing'
    """
    wanted = code.strip().upper().replace("-", "")
    for check in all_checks():
        if check.rule.code == wanted or check.rule.name == code.strip().lower():
            return check
    return None
