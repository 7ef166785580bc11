from .checks.lesson_01_predictor import check_predictor
from .checks.lesson_01_psnr import check_ladder_score, check_psnr
from .checks.lesson_02_counts import check_shape_and_weights
from .checks.lesson_02_one_batch import check_one_batch, nets_that_stand_still
from .checks.lesson_02_skips import check_skips
from .checks.lesson_03_evidence import check_evidence, check_identity_score, suspect
from .checks.lesson_03_repair import check_repair
from .checks.lesson_04_relu import check_damage, check_relu_kept
from .checks.lesson_05_downsample import check_downsample
from .checks.lesson_05_rungs import check_rungs, standing_logs
from .checks.lesson_05_score import check_sr_psnr
from .checks.lesson_06_counts import check_counts
from .checks.lesson_06_deconv import check_deconv
from .checks.lesson_06_fsrcnn_s import check_fsrcnn_s
from .checks.lesson_07_plateau import check_plateau
from .checks.lesson_07_same_grey import check_off_the_plateau, check_same_grey, grey_again
from .checks.lesson_08_gain import check_prediction, check_std
from .checks.lesson_09_claims import check_interval, check_verdicts, claims
from .checks.lesson_09_self_ensemble import check_self_ensemble
from .checks.lesson_10_overlap import check_overlap
from .checks.lesson_10_photographs import (
    check_my_gain,
    check_what_happened,
    three_photographs,
)
from .checks.lesson_11_floor import check_floor
from .checks.lesson_11_scaled import check_scaled
from .clinic.check_case import Credits, check_case
from .clinic.clinics import open_clinic
from .feedback import Feedback

__all__ = [
    "Credits",
    "Feedback",
    "check_case",
    "check_counts",
    "check_damage",
    "check_deconv",
    "check_downsample",
    "check_evidence",
    "check_floor",
    "check_fsrcnn_s",
    "check_identity_score",
    "check_interval",
    "check_ladder_score",
    "check_my_gain",
    "check_off_the_plateau",
    "check_one_batch",
    "check_overlap",
    "check_plateau",
    "check_prediction",
    "check_predictor",
    "check_psnr",
    "check_relu_kept",
    "check_repair",
    "check_rungs",
    "check_same_grey",
    "check_scaled",
    "check_self_ensemble",
    "check_shape_and_weights",
    "check_skips",
    "check_sr_psnr",
    "check_std",
    "check_verdicts",
    "check_what_happened",
    "claims",
    "grey_again",
    "nets_that_stand_still",
    "open_clinic",
    "standing_logs",
    "suspect",
    "three_photographs",
]
