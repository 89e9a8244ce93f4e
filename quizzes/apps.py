from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self) -> None:
        from courses.signals import lessons_changed
        from quizzes.bank.receivers import follow_lessons

        lessons_changed.connect(follow_lessons)
