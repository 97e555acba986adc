"""The names of files of institutions."""

from __future__ import annotations

from loipr.files.file_names import file_stems


def test_each_has_a_name_that_every_computer_takes() -> None:
    names = ["kp2mi", "KP2MI", "Kemenko Polkam", "../../etc", "/", "CON", "nul.txt", "Été", "a" * 100, "A\nB:C*"]
    assert file_stems(names) == {
        "kp2mi": "kp2mi",
        "KP2MI": "KP2MI-2",
        "Kemenko Polkam": "Kemenko-Polkam",
        "../../etc": "etc",
        "/": "institution",
        "CON": "CON-institution",
        "nul.txt": "nul.txt-institution",
        "Été": "Été",
        "a" * 100: "a" * 60,
        "A\nB:C*": "A-B-C",
    }
