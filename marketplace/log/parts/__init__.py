"""What other rooms do with the log: receipts, checkpoints and proofs."""

from .heads import SetBack, head, publish, require_continuous, sign_checkpoint
from .keys import NoSigner
from .proofs import inclusion_of, is_signed_here, log_evidence
from .receipts import (
    is_ours,
    issue_receipt,
    log_public_key,
    receipt_file,
    receipt_of,
    receipt_public_key,
    receipts_under,
)
from .tree import grow

__all__ = [
    "NoSigner",
    "SetBack",
    "grow",
    "head",
    "inclusion_of",
    "is_ours",
    "is_signed_here",
    "issue_receipt",
    "log_evidence",
    "log_public_key",
    "publish",
    "receipt_file",
    "receipt_of",
    "receipt_public_key",
    "receipts_under",
    "require_continuous",
    "sign_checkpoint",
]
