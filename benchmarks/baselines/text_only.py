"""The least to do with a Word file: `-m benchmarks.baselines.text_only < FILE` prints its words."""

import io
import sys

from docx import Document


def main() -> None:
    """Read a Word file on stdin, print its paragraphs."""
    document = Document(io.BytesIO(sys.stdin.buffer.read()))
    sys.stdout.write("\n".join(paragraph.text for paragraph in document.paragraphs))


if __name__ == "__main__":
    main()
