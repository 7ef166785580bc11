"""The committed WebAssembly is what its source makes."""

import pytest

from tools import wasm


def test_the_kernels_are_what_their_source_makes(tmp_path):
    if not (wasm.COMPILER / "ziglang").exists():
        pytest.skip("The kernels are not compiled again: 'make wasm' gets the compiler, 100 MB.")
    wasm.build(tmp_path / "kernels.wasm")
    made = (tmp_path / "kernels.wasm").read_bytes()
    assert made == (wasm.ENGINE / "kernels.wasm").read_bytes(), "make wasm js"
