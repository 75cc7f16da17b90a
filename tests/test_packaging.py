"""What users install: the wheel with its models, in an environment of its own, from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import PAGES, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    (path,) = folder.glob("govnlp-*.whl")
    return path


def test_the_wheel_holds_models_and_data_and_no_more(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "govnlp/models/zh_govnlp/meta.json" in names
    assert "govnlp/data/regions.csv" in names
    assert "govnlp/py.typed" in names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"govnlp"}
    assert wheel.stat().st_size < 25_000_000


def test_a_new_environment_analyses_a_report_from_another_folder(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", str(wheel)], check=True, capture_output=True
    )
    # the packages that govnlp depends on are those of the environment that runs the tests
    site = subprocess.run(
        [sys.executable, "-c", "import site; print(site.getsitepackages()[0])"], capture_output=True, text=True, check=True
    ).stdout.strip()
    own = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (own / "dependencies.pth").write_text(site + "\n", encoding="utf-8")
    code = (
        "import sys, pathlib, json, govnlp; from govnlp.pipeline import models;"
        "r = govnlp.analyze(pathlib.Path(sys.argv[1]));"
        "print(json.dumps([str(models()), govnlp.__file__, r.agency.name, len(r.entities) > 20]))"
    )
    done = subprocess.run(
        [str(python), "-I", "-c", code, str(PAGES / "ucap_2020.html")], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    folder, module, agency, found = json.loads(done.stdout)
    assert str(own) in folder
    assert str(own) in module
    assert (agency, found) == ("杭州市西湖区教育局", True)


def test_spacy_package_makes_a_wheel_of_the_pipeline(tmp_path):
    source = ROOT / "models" / "zh_govnlp"
    command = [sys.executable, "-m", "spacy", "package", str(source), str(tmp_path), "--build", "sdist", "--force"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.glob("*/dist/zh_govnlp-*.tar.gz"))


def test_the_models_are_small():
    assert sum(path.stat().st_size for path in (ROOT / "models").rglob("*") if path.is_file()) < 25_000_000


def test_one_version_in_one_place():
    import govnlp

    assert json.loads((ROOT / "models" / "zh_govnlp" / "meta.json").read_text(encoding="utf-8"))["version"] == govnlp.__version__
