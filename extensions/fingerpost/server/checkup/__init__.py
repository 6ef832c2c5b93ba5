"""What `fingerpost doctor` looks at: one small function for each thing that goes wrong on office machines."""

from collections.abc import Callable

from fingerpost.server.checkup.course import (
    look_at_edition,
    look_at_folder,
    look_at_port,
    look_at_warehouse,
)
from fingerpost.server.checkup.environment import (
    look_at_imports,
    look_at_kernel,
    look_at_lab,
    look_at_packages,
    look_at_programs,
    look_at_python,
    look_at_sandbox,
    look_at_validator,
)
from fingerpost.server.checkup.finding import Finding
from fingerpost.server.checkup.machine import (
    look_at_browser,
    look_at_certificates,
    look_at_clock,
    look_at_disk,
    look_at_paths,
    look_at_text,
)

LOOKS: tuple[Callable[[], Finding], ...] = (
    look_at_python,
    look_at_packages,
    look_at_validator,
    look_at_imports,
    look_at_programs,
    look_at_lab,
    look_at_kernel,
    look_at_warehouse,
    look_at_edition,
    look_at_folder,
    look_at_port,
    look_at_paths,
    look_at_disk,
    look_at_text,
    look_at_clock,
    look_at_certificates,
    look_at_browser,
    look_at_sandbox,
)
"""In the order in which they are read: what the others rest on comes first."""

__all__ = ["LOOKS", "Finding"]
