"""`cooptrace labels`: labels of batches, stamps, samples in every format, papers and designs, a check of files."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from cooptrace.errors import Invalid
from cooptrace.labels.checks import problems_in
from cooptrace.labels.command_files import stop, write_files
from cooptrace.labels.data_files import DataFile
from cooptrace.labels.designs import Design, design_in, load_designs
from cooptrace.labels.fits import stocks_that_fit
from cooptrace.labels.formats import Format, default_density, files
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.print_command import print_labels
from cooptrace.labels.problems import DataFileError
from cooptrace.labels.samples import sample_job
from cooptrace.labels.sheet import check_count
from cooptrace.labels.stocks import Stock, load_stocks, stock_in
from cooptrace.resources import LABELS
from cooptrace.symbols.problems import SymbolError

app = typer.Typer(no_args_is_help=True, help="Labels: printing, papers, designs and samples.")
app.command("print")(print_labels)

Kept = TypeVar("Kept", Stock, Design)


@app.command()
def sample(
    stock: Annotated[str, typer.Option(help="A paper: its key, or a TOML file of your own.")],
    output: Annotated[Path, typer.Option(help="The file to write; PNG and SVG of several pages are numbered.")],
    design: Annotated[str, typer.Option(help="A design: its key, or a TOML file of your own.")] = "batch",
    start: Annotated[int, typer.Option(help="The first label of the sheet to print on, from 1.")] = 1,
    count: Annotated[int | None, typer.Option(help="How many labels; without it, the rest of the sheet.")] = None,
    file_format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.PDF,
    dpi: Annotated[
        int | None, typer.Option(help="The printer's dots per inch, so that modules are whole dots.")
    ] = None,
) -> None:
    """Write labels with made-up words and demonstration codes."""
    paper = _named(stock, "stock", load_stocks, stock_in)
    drawn = _named(design, "design", load_designs, design_in)
    number = max(1, paper.per_page - start + 1) if count is None else count
    density = dpi if dpi is not None else default_density(file_format)
    try:
        check_count(number)
        job = sample_job(paper, drawn, count=number, start=start, dots_per_inch=density)
        written = write_files(files(job, file_format), output)
    except Invalid as problem:
        stop("\n".join(_refusal(problem, paper, drawn, density)))
    except (SymbolError, OSError) as problem:
        stop(str(problem))
    typer.echo("\n".join(map(str, written)))


@app.command()
def stocks(language: Annotated[str, typer.Option(help="vi, en or zh.")] = "vi") -> None:
    """List the papers: key, labels on a page, size of a label in mm, name."""
    for stock in load_stocks().values():
        size = f"{stock.cell_width_mm.normalize():f} × {stock.cell_height_mm.normalize():f}"
        typer.echo(f"{stock.key:16}{stock.per_page:4}  {size:15}{stock.name(language)}")


@app.command()
def designs(
    language: Annotated[str, typer.Option(help="vi, en or zh.")] = "vi",
    stock: Annotated[str | None, typer.Option(help="Only designs whose samples fit this paper.")] = None,
) -> None:
    """List the designs: key, symbol, what its codes are, name."""
    paper = _named(stock, "stock", load_stocks, stock_in) if stock else None
    for design in load_designs().values():
        if paper is None or stocks_that_fit(sample_job(paper, design, count=1), [paper]):
            typer.echo(f"{design.key:16}{design.symbology.value:16}{design.takes.value:10}{design.name(language)}")


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="A folder with stocks/ and designs/ in it.")] = LABELS,
) -> None:
    """Check the TOML files of papers and designs; each mistake is named by file, line and field."""
    count, problems = problems_in(folder)
    if problems:
        stop("\n".join(problems))
    typer.echo(f"{count} files are right")


def _named(name: str, kind: str, load: Callable[[], Mapping[str, Kept]], read: Callable[[DataFile], Kept]) -> Kept:
    """A shipped one by its key, or one from a TOML file."""
    try:
        if name.endswith(".toml"):
            return read(DataFile(Path(name)))
        known = load()
    except (DataFileError, OSError) as problem:
        stop(str(problem))
    if name not in known:
        stop(f"{kind}: there is no {name}; there are {', '.join(known)}")
    return known[name]


def _refusal(problem: Invalid, stock: Stock, design: Design, density: int | None) -> Iterator[str]:
    for field, sentence in problem.fields.items():
        yield f"{field}: {sentence}"
    if "stock" in problem.fields:
        job: LabelJob = sample_job(stock, design, count=1, dots_per_inch=density)
        fitting = stocks_that_fit(job, load_stocks().values())
        if fitting:
            yield f"the smallest paper that works: {fitting[0].key}"
