"""Small files of every kind that is kept, and some that are not."""

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 16
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8 " + b"\0" * 16


def sent(name: str, content: bytes):
    """Return a file as a browser sends it, whatever its name."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return file
