"""What the service is measured against: an endpoint that only calls litellm, and a stock LangChain + Chroma chain.

Run as ``python -m evals.benchmarks.rivals bare|stock PORT MODEL URL``. Chroma's default embedding fetches its weights from
the network; where they are not there, a transformer of the same size with random weights takes its place: it finds nothing
of use, and costs what the real one costs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")

TOP = 4
LAYERS, WIDTH, INNER, TOKENS, HEADS = 6, 384, 1536, 256, 12
"""The size of all-MiniLM-L6-v2; Chroma pads every text to 256 tokens."""
WEIGHTS = Path.home() / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2"


def bare(model: str, url: str):
    """An application whose one route calls litellm and returns the text."""
    import litellm
    from fastapi import FastAPI

    app = FastAPI()

    @app.post("/api/v1/drafts", status_code=201)
    async def draft(body: dict) -> dict:
        asked = [{"role": "user", "content": f"Svar innbyggeren: {body['comment']}"}]
        answer = await litellm.acompletion(model=model, api_base=url, api_key="unset", messages=asked)
        return {"text": answer.choices[0].message.content}

    return app


def stock(model: str, url: str):
    """An application whose one route is a chain: Chroma retriever, prompt, model, text."""
    import litellm
    from fastapi import FastAPI
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnableLambda, RunnablePassthrough

    from service.config import ROOT
    from service.knowledge import load

    documents = [Document(passage.text["nb"]) for passage in load(ROOT / "knowledge" / "services").passages]
    found = Chroma.from_documents(documents, _embedding()).as_retriever(search_kwargs={"k": TOP})
    prompt = ChatPromptTemplate.from_messages([("system", "Svar ut fra: {context}"), ("human", "{question}")])

    async def ask(value) -> str:
        roles = {"system": "system", "human": "user"}
        asked = [{"role": roles[message.type], "content": message.content} for message in value.to_messages()]
        answer = await litellm.acompletion(model=model, api_base=url, api_key="unset", messages=asked)
        return answer.choices[0].message.content

    chain = {"context": found, "question": RunnablePassthrough()} | prompt | RunnableLambda(ask) | StrOutputParser()
    app = FastAPI()

    @app.post("/api/v1/drafts", status_code=201)
    async def draft(body: dict) -> dict:
        return {"text": await chain.ainvoke(body["comment"])}

    return app


def _embedding():
    from langchain_core.embeddings import Embeddings

    if not WEIGHTS.exists():
        return _same_size()
    from chromadb.utils.embedding_functions import DefaultEmbeddingFunction

    class Default(Embeddings):
        """Chroma's own default, as LangChain takes it."""

        def __init__(self) -> None:
            self._embed = DefaultEmbeddingFunction()

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in self._embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Default()


def _same_size():
    import numpy as np
    from langchain_core.embeddings import Embeddings

    random = np.random.default_rng(0)
    sizes = ((WIDTH, 3 * WIDTH), (WIDTH, WIDTH), (WIDTH, INNER), (INNER, WIDTH))
    layers = [[random.normal(0, 0.02, size).astype(np.float32) for size in sizes] for _ in range(LAYERS)]
    words = random.normal(0, 1, (1000, WIDTH)).astype(np.float32)

    def embed(text: str) -> list[float]:
        state = words[[hash(text[n : n + 4]) % len(words) for n in range(TOKENS)]]
        for into, out, wide, narrow in layers:
            query, key, value = (state @ into).reshape(TOKENS, 3, HEADS, -1).transpose(1, 2, 0, 3)
            seen = np.exp(np.clip(query @ key.transpose(0, 2, 1) / WIDTH, -9, 9))
            state = state + (seen / seen.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(TOKENS, WIDTH) @ out
            state = state + np.maximum(state @ wide, 0) @ narrow
        return state.mean(0).tolist()

    class SameSize(Embeddings):
        """A transformer as large as Chroma's default."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [embed(text) for text in texts]

        def embed_query(self, text: str) -> list[float]:
            return embed(text)

    return SameSize()


if __name__ == "__main__":
    import uvicorn

    kind, port, name, address = sys.argv[1:]
    made = {"bare": bare, "stock": stock}[kind](name, address)
    uvicorn.run(made, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
