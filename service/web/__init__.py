"""The pages staff work in: server-rendered, everything works without JavaScript. They make the same calls as the API."""

from fastapi import APIRouter

from service.web import about, advice, ask, knowledge, queue, review

router = APIRouter(include_in_schema=False)
for _page in (ask, review, queue, knowledge, advice, about):
    router.include_router(_page.router)
