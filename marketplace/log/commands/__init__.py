from .add_cosignature import add_cosignature

__all__ = ["add_cosignature"]
