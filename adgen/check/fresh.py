"""What shows that somebody is at home: a case from the last half year, and a page that was looked through."""

from datetime import timedelta

from adgen.check.criteria import Criterion, Effort, Section, Seen, Tally, Words, whether
from adgen.pages import words

_HALF_A_YEAR = timedelta(days=183)


def _case(seen: Seen) -> Tally:
    newest = next((c.record.done for c in seen.site.newest if c.record.done), None)
    if newest is None:
        return Tally(0, ())
    return whether(
        newest.last_day() >= seen.today - _HALF_A_YEAR, when=words.when(newest), day=newest.last_day().isoformat()
    )


def _updated(seen: Seen) -> Tally:
    day = seen.site.profile.updated
    if day is None:
        return Tally(0, ())
    fine = day.last_day() >= seen.today - _HALF_A_YEAR
    return whether(
        fine, when=words.when(day), day=day.last_day().isoformat(), file=seen.profile_file, today=seen.today.isoformat()
    )


CRITERIA = (
    Criterion(
        "new_case",
        Section.fresh,
        6,
        Effort.job,
        Words("半年以内の施工事例がある", "a case of the last half year"),
        Words(
            "いちばん新しい施工事例が{when}のものです。この半年に終えた現場を1件足してください: adgen new case --site {site}",
            "the newest case is of {day}; add one of the last half year: adgen new case --site {site}",
        ),
        _case,
    ),
    Criterion(
        "updated",
        Section.fresh,
        3,
        Effort.line,
        Words("半年以内に見直している", "looked through in the last half year"),
        Words(
            "「更新日」が{when}のままです。ページを読み直し、変わった所を直したら、{file} に 更新日: {today} と書いてください",
            "the page was last looked through on {day}: read it again, then write updated: {today} into {file}",
        ),
        _updated,
    ),
)
