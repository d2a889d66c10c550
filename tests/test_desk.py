"""The pages in a real browser: every flow with JavaScript and without it, by two people, and when things go wrong."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from service.app import create_app
from service.ports import EVERYTHING
from tests.desk import BOAT, FIRE, PHONE, POLITICS, REMARK, Desk, ask, browser, desk, either, page  # noqa: F401 - fixtures
from tests.fakes import a_draft, a_request, serving

HOSTILE = "<script>alert(1)</script> 🎉👩‍👩‍👧 مرحبا كيف الحال? <img src=x onerror=alert(1)> Hva er telefonnummeret til kommunen?"


def approve(page, who="kommunikasjon"):
    page.get_by_label("Hvem er du?").fill(who)
    if page.get_by_label("Jeg har kontrollert kildene").count():
        page.get_by_label("Jeg har kontrollert kildene").check()
    page.get_by_role("button", name=re.compile("Godkjenn")).click()


def test_a_draft_is_approved_as_it_stands(desk, either):
    draft_id = ask(either, PHONE)
    approve(either)
    expect(either.locator("#done")).to_contain_text("Godkjent")
    kept = desk.services.drafts.get(draft_id).decisions[-1]
    assert (kept.decision, kept.by, kept.sources_checked, kept.final) == ("approved", "kommunikasjon", True, True)
    assert "52 75 01 00" in kept.text


def test_an_edited_text_is_kept_as_edited(desk, either):
    draft_id = ask(either, PHONE)
    text = either.locator("#text").input_value().replace("Hei, og takk", "Hei og takk")
    either.locator("#text").fill(text)
    approve(either)
    expect(either.locator("#done")).to_contain_text("Godkjent")
    kept = desk.services.drafts.get(draft_id).decisions[-1]
    assert (kept.decision, kept.text) == ("edited", text)


def test_approval_asks_who_and_whether_the_sources_were_checked_and_loses_nothing(desk, either):
    ask(either, PHONE)
    either.locator("#text").fill("Ring 52 75 01 00. Hilsen Utsira kommune")
    either.evaluate("document.getElementById('by').value = ''")
    either.get_by_role("button", name=re.compile("Godkjenn")).click()
    expect(either.locator("#by-error")).to_contain_text("Skriv hvem du er")
    expect(either.locator("#sources_checked-error")).to_contain_text("kontrollert kildene")
    expect(either.locator("#text")).to_have_value("Ring 52 75 01 00. Hilsen Utsira kommune")
    expect(either.locator("#by")).to_have_attribute("aria-describedby", "by-error")


def test_a_breach_is_approved_only_by_somebody_who_says_that_they_saw_it(desk, either):
    draft_id = ask(either, PHONE)
    either.locator("#text").fill("Telefonnummeret er 52 75 99 99. Hilsen Utsira kommune")
    approve(either)
    expect(either.locator("#despite-error")).to_be_visible()
    assert desk.services.drafts.get(draft_id).decisions == ()
    either.get_by_label("Jeg har sett bruddet").check()
    either.get_by_role("button", name=re.compile("Godkjenn")).click()
    expect(either.locator("#done")).to_contain_text("Godkjent")
    assert desk.services.drafts.get(draft_id).decisions[-1].ok is False


def test_a_draft_is_rejected_with_reasons_and_not_without(desk, either):
    draft_id = ask(either, PHONE)
    either.get_by_label("Hvem er du?").fill("kommunikasjon")
    either.locator("#text").fill("Noe jeg har skrevet")
    either.locator("#reject > summary").click()
    either.get_by_role("button", name="Avvis utkastet").click()
    expect(either.locator("#reasons-error")).to_contain_text("minst én grunn")
    expect(either.locator("#text")).to_have_value("Noe jeg har skrevet")
    either.get_by_label("Feil tone").check()
    either.get_by_label("Merknad").fill("For stivt")
    either.get_by_role("button", name="Avvis utkastet").click()
    expect(either.locator("#done")).to_contain_text("Avvist")
    kept = desk.services.drafts.get(draft_id).decisions[-1]
    assert (kept.decision, kept.reasons, kept.note) == ("rejected", ("wrong_tone",), "For stivt")


def test_tone_and_written_form_draft_anew_in_the_place_of_the_old(desk, either):
    old = ask(either, PHONE)
    either.locator("button.ds-chip", has_text="Nynorsk").click()
    either.wait_for_url(lambda url: old not in url)
    expect(either.locator("#text")).to_have_attribute("lang", "nn")
    new = desk.services.drafts.get(either.url.rsplit("/", 1)[1])
    assert desk.services.drafts.get(old).draft.superseded_by == new.draft.id
    assert (new.request.language, new.draft.draft.language) == ("nn", "nn")
    either.get_by_role("button", name="Formell").click()
    either.wait_for_url(lambda url: new.draft.id not in url)
    latest = desk.services.drafts.get(either.url.rsplit("/", 1)[1])
    assert (latest.request.language, latest.draft.draft.tone) == ("nn", "formal")


def test_drafting_anew_does_not_throw_away_what_was_typed(either):
    old = ask(either, PHONE)
    either.locator("#text").fill("Min egen tekst")
    either.get_by_role("button", name="Formell").click()
    expect(either.get_by_role("alert")).to_contain_text("Du har endret teksten")
    expect(either.locator("#text")).to_have_value("Min egen tekst")
    either.get_by_role("button", name="Formell").click()
    either.wait_for_url(lambda url: old not in url)
    assert "52 75 01 00" in either.locator("#text").input_value()


def test_politics_is_refused_with_a_referral_and_no_box_to_write_in(desk, either):
    draft_id = ask(either, POLITICS)
    expect(either.get_by_role("heading", level=1)).to_have_text("Ikke utkast: politisk")
    expect(either.locator("#referral")).to_contain_text("politisk nivå")
    assert either.locator("#text").count() == 0
    approve(either)
    expect(either.locator("#done")).to_contain_text("Godkjent")
    assert "politisk nivå" in desk.services.drafts.get(draft_id).decisions[-1].text


def test_an_emergency_stands_on_top_with_its_number(either):
    ask(either, FIRE)
    expect(either.locator("main > *").first).to_contain_text("110")
    ask(either, BOAT)
    either.goto("/queue")
    expect(either.locator("#queue li").first).to_contain_text("Det brenner i et naust")


def test_a_neutral_remark_can_be_drafted_for_all_the_same(either):
    ask(either, REMARK)
    expect(either.get_by_role("heading", level=1)).to_have_text("Svar er ikke nødvendig")
    either.get_by_role("button", name="Lag utkast likevel").click()
    expect(either.get_by_role("heading", level=1)).to_have_text("Utkast klart")


def test_two_people_on_one_draft_are_told_and_neither_loses_a_word(desk, browser):
    with desk.person(browser) as first, desk.person(browser) as second:
        draft_id = ask(first, PHONE)
        second.goto(f"/drafts/{draft_id}")
        expect(second.locator("#others")).to_contain_text("Noen andre har også dette åpent")
        second.locator("#text").fill("Den andres tekst: ring 52 75 01 00. Hilsen Utsira kommune")
        approve(first)
        expect(first.locator("#done")).to_be_visible()
        approve(second)
        expect(second.get_by_role("alert").first).to_contain_text("endret siden")
        expect(second.locator("#text")).to_have_value("Den andres tekst: ring 52 75 01 00. Hilsen Utsira kommune")
        assert len(desk.services.drafts.get(draft_id).decisions) == 1
        first.goto("/queue?show=decided")
        expect(first.locator("#queue li").first).to_contain_text("har det åpent")


def test_checks_run_as_one_types_and_lead_to_the_place(page):
    ask(page, PHONE)
    page.locator("#text").fill("👋 Hei! Telefonnummeret er 52 75 99 99. Hilsen Utsira kommune")
    expect(page.locator("#checks")).to_contain_text("brudd")
    page.get_by_role("button", name="Vis stedet: «52 75 99 99»").first.click()
    assert page.evaluate("(() => { const box = document.getElementById('text'); return box.value.slice(box.selectionStart, box.selectionEnd) })()") == "52 75 99 99"
    page.locator("#text").fill("👋 Hei! Telefonnummeret er 52 75 01 00. Hilsen Utsira kommune")
    expect(page.locator("#checks .fail")).to_have_count(0)
    expect(page.locator("#counter")).to_contain_text("60 av 8000 tegn")


def test_a_text_can_be_checked_without_a_script(desk, browser):
    with desk.person(browser, java_script_enabled=False) as page:
        ask(page, PHONE)
        page.locator("#text").fill("Telefonnummeret er 52 75 99 99.")
        page.get_by_role("button", name="Kontroller teksten").click()
        expect(page.locator("#checks .fail", has_text="52 75 99 99").first).to_be_visible()
        expect(page.locator("#text")).to_have_value("Telefonnummeret er 52 75 99 99.")


def test_a_sentence_shows_the_words_of_its_source_and_escape_takes_them_away(page):
    ask(page, BOAT)
    sentence = page.locator(".claim a").first
    sentence.focus()
    expect(page.locator(".claim .evidence").first).to_be_visible()
    expect(page.locator(".claim .evidence").first).to_contain_text("70 minutter")
    page.keyboard.press("Escape")
    expect(page.locator(".claim .evidence").first).to_be_hidden()
    page.locator("#text").fill("Noe annet")
    expect(page.locator(".claim").first).to_have_class(re.compile("changed"))


def test_the_reply_is_copied_as_plain_text_and_that_is_said(desk, browser):
    with desk.person(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, PHONE)
        page.get_by_role("button", name="Kopier svaret").click()
        expect(page.locator("#told")).to_have_text("Kopiert.")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#text").input_value()


def test_markup_emoji_and_right_to_left_come_through_as_they_are(either):
    ask(either, HOSTILE)
    expect(either.locator("blockquote")).to_have_text(HOSTILE)
    assert either.locator("blockquote script, blockquote img").count() == 0
    either.goto("/queue")
    assert either.locator("#queue script, #queue img").count() == 0


def test_a_comment_of_five_thousand_characters_is_taken_and_one_more_is_kept_and_explained(either):
    long = ("Hva er telefonnummeret til kommunen? " * 140)[:5000]
    ask(either, long)
    either.goto("/")
    either.get_by_label("Kommentaren fra innbyggeren").fill(long.ljust(5001, "!"))
    either.get_by_role("button", name="Lag utkast", exact=True).click()
    expect(either.locator("#comment-error")).to_contain_text("høyst 5000 tegn")
    expect(either.locator("#comment")).to_have_value(long.ljust(5001, "!"))


def test_choices_are_remembered(either):
    either.goto("/")
    either.get_by_label("Tone").select_option("formal")
    either.locator("summary", has_text="Hvem svarer").click()
    for label, value in (("Fullt navn", "Kari Ær&Ø=å"), ("Tittel", "enhetsleder"), ("Enhet", "Teknisk")):
        either.get_by_label(label).fill(value)
    either.get_by_label("Kommentaren fra innbyggeren").fill(PHONE)
    either.get_by_role("button", name="Lag utkast", exact=True).click()
    either.wait_for_url("**/drafts/*")
    either.get_by_label("Hvem er du?").fill("rådgiver")
    either.get_by_label("Jeg har kontrollert kildene").check()
    either.get_by_role("button", name=re.compile("Godkjenn")).click()
    either.goto("/")
    expect(either.get_by_label("Tone")).to_have_value("formal")
    expect(either.get_by_label("Fullt navn")).to_have_value("Kari Ær&Ø=å")
    expect(either.get_by_label("Kommentaren fra innbyggeren")).to_have_value("")


def test_the_queue_finds_last_weeks_draft_by_its_words_and_puts_them_in_no_address(desk, either):
    request = a_request("Er det ledig plass i kulturskolen på Siratun?")
    if not desk.services.queue.page(EVERYTHING, 1, words="kulturskolen").rows:
        desk.services.store.add(request, a_draft(request, created_at=datetime.now(UTC) - timedelta(days=7, hours=1)), "local")
    either.goto("/queue")
    either.get_by_label("Søk i kommentarer og svar").fill("KULTURSKOLEN siratun")
    either.get_by_role("button", name="Søk", exact=True).click()
    expect(either.locator("#queue li")).to_have_count(1)
    expect(either.locator("#queue li")).to_contain_text("kulturskolen")
    assert "kultur" not in either.url
    either.locator("#queue a").click()
    expect(either.locator("blockquote")).to_contain_text("kulturskolen")
    either.go_back()
    expect(either.locator("#queue li")).to_have_count(1)
    either.get_by_role("button", name="Fjern søket").click()
    either.wait_for_url("**/queue")


def test_the_queue_is_filtered_and_says_what_was_decided(desk, either):
    ask(either, POLITICS)
    approve(either)
    expect(either.locator("#done")).to_be_visible()
    either.goto("/queue")
    either.get_by_label("Vis", exact=True).select_option("decided")
    either.get_by_label("Status").select_option("refused")
    either.get_by_role("button", name="Vis", exact=True).click()
    either.wait_for_url("**show=decided**")
    expect(either.locator("#queue li").first).to_contain_text("Godkjent · kommunikasjon")
    assert either.locator("#queue li", has_text="Utkast klart").count() == 0


def test_the_knowledge_base_is_searched_without_words_in_the_address(either):
    either.goto("/knowledge")
    either.get_by_label("Hva vil du vite?").fill(BOAT)
    either.get_by_role("button", name="Søk").click()
    expect(either.locator("article").first).to_contain_text("70 minutter")
    assert "Haugesund" not in either.url


@pytest.mark.parametrize(("code", "name", "title"), [("nn", "Nynorsk", "Kommentaren frå innbyggjaren"), ("en", "English", "The citizen's comment")])
def test_the_pages_are_read_in_another_language_by_choice(either, code, name, title):
    either.goto("/")
    either.get_by_role("button", name=name).click()
    expect(either.get_by_label(title)).to_be_visible()
    assert either.locator("html").get_attribute("lang") == code
    either.goto("/queue")
    assert either.locator("html").get_attribute("lang") == code


def test_everything_is_done_by_keyboard(desk, page):
    ask(page, PHONE)
    draft_id = ask(page, BOAT)
    page.goto("/queue?order=newest")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    while page.evaluate("document.activeElement.getAttribute('href')") != f"/drafts/{draft_id}":
        page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/drafts/*")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.locator("h1").click()
    page.keyboard.press("r")
    expect(page.locator("#reason-wrong_fact")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("a")
    expect(page.locator("#by")).to_be_focused()
    page.keyboard.type("rådgiver")
    page.keyboard.press("Tab")
    expect(page.locator("#sources_checked")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator("#approve")).to_be_focused()
    expect(page.locator("#approve")).to_have_text("Godkjenn med endringene")


def test_shortcuts_can_be_turned_off(page):
    ask(page, PHONE)
    page.keyboard.press("?")
    page.get_by_label("Slå av hurtigtastene").check()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#text")).not_to_be_focused()


def test_what_was_typed_survives_the_back_button_and_a_reload(page):
    page.goto("/")
    page.get_by_label("Kommentaren fra innbyggeren").fill("Jeg holder på å skrive")
    page.goto("/queue")
    page.go_back()
    expect(page.get_by_label("Kommentaren fra innbyggeren")).to_have_value("Jeg holder på å skrive")
    ask(page, PHONE)
    page.locator("#text").fill("Halvferdig svar")
    page.reload()
    expect(page.locator("#text")).to_have_value("Halvferdig svar")
    expect(page.locator("#told")).to_contain_text("hentet fram igjen")


def test_a_service_that_is_away_when_the_button_is_pressed_loses_no_words(desk, page):
    draft_id = ask(page, PHONE)
    page.locator("#text").fill("Mine ord om 52 75 01 00. Hilsen Utsira kommune")
    page.route("**/decision", lambda route: route.abort())
    approve(page)
    page.wait_for_timeout(300)
    page.unroute("**/decision")
    page.goto(f"/drafts/{draft_id}")
    expect(page.locator("#text")).to_have_value("Mine ord om 52 75 01 00. Hilsen Utsira kommune")
    approve(page)
    expect(page.locator("#done")).to_contain_text("Godkjent")
    assert desk.services.drafts.get(draft_id).decisions[-1].text == "Mine ord om 52 75 01 00. Hilsen Utsira kommune"


def test_two_tabs_of_one_person_are_not_two_people(desk, page):
    draft_id = ask(page, PHONE)
    other = page.context.new_page()
    other.goto(f"/drafts/{draft_id}")
    expect(other.locator("#others")).to_be_empty()
    other.locator("#text").fill("Tekst i den andre fanen")
    expect(page.locator("#text")).not_to_have_value("Tekst i den andre fanen")


def test_a_lost_session_loses_no_words(remade, tmp_path, browser):
    services = remade(data_dir=tmp_path, access="required")
    with serving(create_app(services)) as address:
        token = services.gate.link_token
        for script in (True, False):
            with Desk(address, services).person(browser, java_script_enabled=script) as page:
                page.goto(f"/sign-in?token={token}")
                ask(page, PHONE)
                page.locator("#text").fill("Mine ord om 52 75 01 00. Hilsen Utsira kommune")
                page.get_by_label("Jeg har kontrollert kildene").check()
                page.context.clear_cookies()
                page.get_by_role("button", name=re.compile("Godkjenn")).click()
                expect(page.get_by_role("heading", level=1)).to_have_text("Du er logget ut")
                expect(page.get_by_label("Svaret")).to_have_value("Mine ord om 52 75 01 00. Hilsen Utsira kommune")
                again = page.context.new_page()
                again.goto(f"/sign-in?token={token}")
                page.get_by_role("button", name="Send på nytt").click()
                expect(page.locator("#done")).to_contain_text("Godkjent")
                expect(page.locator("#text")).to_have_value("Mine ord om 52 75 01 00. Hilsen Utsira kommune")


def test_a_page_weighs_less_than_a_hundred_kilobytes_and_the_layout_stands_still(page):
    weights = {}
    page.on("response", lambda answer: weights.setdefault(answer.url, len(answer.body())) if answer.status == 200 and "/presence" not in answer.url and "/api/" not in answer.url else None)
    page.add_init_script("""window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value; }).observe({type: "layout-shift", buffered: true});""")
    for path in ("/", "/queue", "/knowledge", "/accessibility"):
        weights.clear()
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert 0 < sum(weights.values()) < 100_000, path
        assert page.evaluate("window.shift") < 0.01, path
    ask(page, BOAT)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.01


def test_an_employees_post_gets_advice_and_is_kept_nowhere(desk, either):
    post = "Beboeren på rom tre falt i natt og er sendt til sykehuset med brudd i hofta."
    either.goto("/advice")
    expect(either.get_by_text("blir lagret eller logget")).to_be_visible()
    either.get_by_label("Innlegget du har tenkt å legge ut").fill(post)
    either.get_by_label("Stillingen din").fill("sykepleier")
    either.get_by_role("button", name="Få råd").click()
    expect(either.locator("#advice-heading")).to_contain_text("B5")
    expect(either.locator("#advice .checks").first).to_contain_text("Taushetsplikt")
    expect(either.get_by_label("Innlegget du har tenkt å legge ut")).to_have_value(post)
    files = [path for path in desk.services.settings.data_dir.rglob("*") if path.is_file() and "models" not in path.parts]
    assert [path.name for path in files if post.encode() in path.read_bytes()] == []
    either.get_by_label("Innlegget du har tenkt å legge ut").fill("")
    either.get_by_role("button", name="Få råd").click()
    expect(either.locator("#post-error")).to_contain_text("må inneholde tekst")
