"""The picture that the README shows, taken by `make picture`."""

from picture import LARGEST, README_PICTURE, WIDTH, size_of


def test_picture_is_wide_enough_to_read_and_small_enough_to_keep_in_git() -> None:
    width, height = size_of(README_PICTURE)
    assert width == WIDTH
    assert 400 <= height <= 800
    assert README_PICTURE.stat().st_size <= LARGEST
