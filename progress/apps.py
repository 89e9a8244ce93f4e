from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "progress"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from progress.search.indexing import follow_bank, follow_note, forget_note
        from quizzes.models import Note
        from quizzes.signals import bank_synced

        bank_synced.connect(follow_bank)
        post_save.connect(follow_note, sender=Note)
        post_delete.connect(forget_note, sender=Note)
