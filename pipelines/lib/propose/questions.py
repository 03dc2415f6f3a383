"""What no file can say: asked once by key, answered on the command line (`--set KEY=VALUE`) or in the terminal.

A question without an answer and without a default stays open; the caller says what that costs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.lib.errors import PmoError

Prompt = Callable[[str, str | None], str | None]


@dataclass
class Questions:
    """Answers given, and the way to ask for more.

    Attributes:
        given: Key -> answer from the command line.
        prompt: Asks a person (text, default) and returns the answer; None when nobody is there.
        asked: Key -> (question, answer), in order; the same key is asked once.
    """

    given: dict[str, str]
    prompt: Prompt | None = None
    asked: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def ask(self, key: str, text: str, default: str | None = None, choices: tuple[str, ...] = ()) -> str | None:
        """The answer, or the default, or None.

        Raises:
            PmoError: an answer from the command line is none of the choices.
        """
        if key in self.asked:
            return self.asked[key][1]
        answer = self.given.get(key)
        if answer is None and self.prompt:
            shown = f"{text} ({', '.join(choices)})" if choices else text
            while (answer := self.prompt(f"[{key}] {shown}", default)) and choices and answer not in choices:
                pass
        answer = answer or default
        if answer and choices and answer not in choices:
            raise PmoError(f"{key}: {answer!r} is none of {', '.join(choices)}", fix=f"--set {key}={choices[0]}")
        self.asked[key] = (text, answer)
        return answer

    def need(self, key: str, text: str, default: str | None = None, choices: tuple[str, ...] = ()) -> str:
        """The same for what nothing can be written without.

        Raises:
            PmoError: no answer.
        """
        answer = self.ask(key, text, default, choices)
        if not answer:
            raise PmoError(f"{key}: no answer", why=text, fix=f"run it in a terminal, or add --set {key}=VALUE")
        return answer

    def unused(self) -> list[str]:
        """Answers that nobody asked for: a typing error, most likely."""
        return sorted(set(self.given) - set(self.asked))
