"""The only importer of litellm: one structured answer from a language model."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from service.errors import ServiceError

Answer = TypeVar("Answer", bound=BaseModel)


class ModelError(ServiceError):
    """The model did not answer, or not as it was asked to."""

    title = "Språkmodellen svarte ikke slik den skulle."


@dataclass(frozen=True)
class LanguageModel:
    """A model by its litellm name; ``url`` and ``key`` for a server of one's own. ``timeout`` is in seconds."""

    name: str
    url: str = ""
    key: str = ""
    timeout: float = 30.0

    async def ask(self, prompt: str, schema: type[Answer]) -> Answer:
        """The model's answer to one prompt. Raises ModelError, never with the prompt or the answer in it.

        Every exception of litellm derives from openai's.
        """
        from openai import OpenAIError

        try:
            response = await _litellm().acompletion(
                model=self.name, api_base=self.url or None, api_key=self.key or None, timeout=self.timeout,
                messages=[{"role": "user", "content": prompt}], response_format=schema, temperature=0,
            )  # fmt: skip
            return schema.model_validate_json(response.choices[0].message.content or "")
        except ValidationError as error:
            raise ModelError(f"Språkmodellen {self.name} svarte ikke i rett form ({error.error_count()} feil).") from None
        except OpenAIError as error:
            raise ModelError(f"Språkmodellen {self.name} svarte ikke ({type(error).__name__}).") from None


def _litellm():
    """Load litellm late: it costs seconds, and without this setting a request to the network."""
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    import litellm

    litellm.suppress_debug_info = True
    return litellm
