from .seed_draw import seed_draw

__all__ = ["seed_draw"]
