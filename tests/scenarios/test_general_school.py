from tests.scenarios import acts
from tests.scenarios.school import School

DIRECTOR = "Родников Павел Дмитриевич"
DEPUTY = "Травина Лариса Борисовна"


def tell(school: School) -> None:
    school.on("24 августа 2026")
    acts.register(school)
    acts.employ(school, DIRECTOR, "директор")
    acts.employ(school, DEPUTY, "заместитель директора")
    acts.name_head(school, DIRECTOR)
    roadmap = school.give(DIRECTOR, "draft_roadmap", charged=school.person(DEPUTY))["roadmap"]
    acts.sign(school, DIRECTOR, "regulation_approval", [school.things["institution"], roadmap, school.person(DEPUTY)], number="13 – А", read_by=[DEPUTY])
    school.on("1 сентября 2026")
    for name in ("Аверина Алла Львовна", "Боброва Вера Петровна"):
        acts.employ(school, name, "учитель", 1975)
    for name in ("Ветров Глеб Егорович", "Громова Дарья Ивановна"):
        acts.employ(school, name, "учитель", 2001)
    acts.consent(school, *list(school.people)[2:])
    school.give(DEPUTY, "open_mentor_survey")
    acts.offer_help(school, DEPUTY, "Аверина Алла Львовна", experience=20, competencies=["самоанализ урока"])
    acts.ask_for_mentor(school, DEPUTY, "Ветров Глеб Егорович", experience=1, requests=["самоанализ урока"])
    school.give(DIRECTOR, "approve_mentor", mentor=school.mentor("Аверина Алла Львовна"))
    school.give(DIRECTOR, "approve_mentee", mentee=school.mentee("Ветров Глеб Егорович"))
    school.give(DEPUTY, "open_match_round")
    pair = acts.agree(school, DEPUTY, "Аверина Алла Львовна", ["Ветров Глеб Егорович"], since="14 сентября 2026", until="31 мая 2027", types=["traditional"])
    acts.consent_to_duties(school, pair, "Аверина Алла Львовна", ["Ветров Глеб Егорович"])
    acts.sign(school, DIRECTOR, "pair_assignment", [pair], number="14", read_by=["Аверина Алла Львовна", "Ветров Глеб Егорович"])
