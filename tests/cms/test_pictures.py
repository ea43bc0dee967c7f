"""A picture reaches a reader in a modern format and in the size that the screen needs."""

import gc
import io
import re

import pytest
from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from PIL import Image as Picture
from PIL.ImageFilter import GaussianBlur
from wagtail.images import get_image_model

# Wagtail leaves the files in which it makes other sizes to the garbage collector
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    noise = Picture.effect_noise((1600, 900), 90).filter(GaussianBlur(3))
    noise.convert("RGB").save(file, "JPEG", quality=95)
    sent = ImageFile(io.BytesIO(file.getvalue()), name="site.jpg")
    made = get_image_model().objects.create(title="工地", description="一片工地", file=sent)
    yield made
    made.file.close()
    gc.collect()


def shown(image) -> str:
    return render_to_string("cms/includes/picture.html", {"image": image})


def test_a_picture_comes_as_avif_and_webp_with_jpeg_for_old_browsers(image):
    page = shown(image)

    kinds = re.findall(r'<source [^>]*type="([^"]+)"', page)
    assert kinds == ["image/avif", "image/webp"]
    assert re.search(r'<img [^>]*src="[^"]+\.jpg"', page)


def test_a_screen_chooses_among_three_widths_and_none_jumps(image):
    page = shown(image)

    assert set(re.findall(r"(\d+)w[,\"]", page)) == {"480", "960", "1440"}
    assert 'loading="lazy"' in page
    assert re.search(r'width="\d+"', page)
    assert re.search(r'height="\d+"', page)


def test_a_picture_is_described(image):
    assert 'alt="一片工地"' in shown(image)


def test_the_modern_formats_weigh_less(image):
    shown(image)

    weights = {
        rendition.file.name.rsplit(".", 1)[1]: rendition.file.size
        for rendition in image.renditions.filter(width=960)
    }
    assert weights["avif"] < weights["jpg"]
    assert weights["webp"] < weights["jpg"]
