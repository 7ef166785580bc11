from .damage import add_gaussian_noise, bicubic_downsample, bicubic_upsample, modcrop
from .embedded import extract_patches, luma, photographs, studio_luma
from .metrics import CONVENTIONS, psnr, sr_psnr, ssim
from .predictors import box_blur, rungs

__all__ = [
    "CONVENTIONS",
    "add_gaussian_noise",
    "bicubic_downsample",
    "bicubic_upsample",
    "box_blur",
    "extract_patches",
    "luma",
    "modcrop",
    "photographs",
    "psnr",
    "rungs",
    "sr_psnr",
    "ssim",
    "studio_luma",
]
