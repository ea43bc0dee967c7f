"""A picture reaches a reader in a modern format and in the size that the screen needs."""

import gc
import io
import re

import pytest
from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from django.test import override_settings
from PIL import Image as Picture
from PIL.ImageFilter import GaussianBlur
from wagtail.images import get_image_model

# Wagtail leaves the files in which it makes other sizes to the garbage collector
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def image(module_db, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        file = io.BytesIO()
        noise = Picture.effect_noise((1600, 900), 90).filter(GaussianBlur(3))
        noise.convert("RGB").save(file, "JPEG", quality=95)
        sent = ImageFile(io.BytesIO(file.getvalue()), name="site.jpg")
        made = get_image_model().objects.create(title="工地", description="一片工地", file=sent)
        yield made
        made.file.close()
        gc.collect()


@pytest.fixture(scope="module")
def page(image):
    """What a reader's browser gets, with every size of the picture made."""
    return render_to_string("cms/includes/picture.html", {"image": image})


def test_a_picture_comes_as_avif_and_webp_with_jpeg_for_old_browsers(page):
    kinds = re.findall(r'<source [^>]*type="([^"]+)"', page)
    assert kinds == ["image/avif", "image/webp"]
    assert re.search(r'<img [^>]*src="[^"]+\.jpg"', page)


def test_a_screen_chooses_among_three_widths_and_none_jumps(page):
    assert set(re.findall(r"(\d+)w[,\"]", page)) == {"480", "960", "1440"}
    assert 'loading="lazy"' in page
    assert re.search(r'width="\d+"', page)
    assert re.search(r'height="\d+"', page)


def test_a_picture_is_described(page):
    assert 'alt="一片工地"' in page


def test_the_modern_formats_weigh_less(image, page):
    weights = {
        rendition.file.name.rsplit(".", 1)[1]: rendition.file.size
        for rendition in image.renditions.filter(width=960)
    }
    assert weights["avif"] < weights["jpg"]
    assert weights["webp"] < weights["jpg"]
