"""What the service is measured against: an endpoint that only calls litellm, and a stock LangChain + Chroma chain.

Run as ``python -m evals.benchmarks.rivals bare|stock PORT MODEL URL``. Chroma's default embedding fetches its weights from
the network; where they are not there, a stand-in that costs nothing takes its place, which flatters the stock chain by
about 40 ms a question.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")

TOP = 4
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
    from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

    if not WEIGHTS.exists():
        return DeterministicFakeEmbedding(size=384)
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


if __name__ == "__main__":
    import uvicorn

    kind, port, name, address = sys.argv[1:]
    made = {"bare": bare, "stock": stock}[kind](name, address)
    uvicorn.run(made, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
