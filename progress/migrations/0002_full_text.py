from django.db import migrations

# SQLite: an index of words beside the table, which three triggers keep in step with it.
SQLITE = [
    """CREATE VIRTUAL TABLE progress_searchwords USING fts5(
        title, text, content='progress_searchentry', content_rowid='id',
        tokenize="porter unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER progress_searchwords_added AFTER INSERT ON progress_searchentry BEGIN
        INSERT INTO progress_searchwords(rowid, title, text)
        VALUES (new.id, new.title, new.text);
    END""",
    """CREATE TRIGGER progress_searchwords_gone AFTER DELETE ON progress_searchentry BEGIN
        INSERT INTO progress_searchwords(progress_searchwords, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
    END""",
    """CREATE TRIGGER progress_searchwords_changed AFTER UPDATE ON progress_searchentry BEGIN
        INSERT INTO progress_searchwords(progress_searchwords, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO progress_searchwords(rowid, title, text)
        VALUES (new.id, new.title, new.text);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER progress_searchwords_changed",
    "DROP TRIGGER progress_searchwords_gone",
    "DROP TRIGGER progress_searchwords_added",
    "DROP TABLE progress_searchwords",
]
# PostgreSQL: an index over the very expression that the search asks with.
POSTGRES = [
    """CREATE INDEX progress_searchentry_words ON progress_searchentry
    USING gin (to_tsvector('english', title || ' ' || text))"""
]
POSTGRES_BACK = ["DROP INDEX progress_searchentry_words"]


def run(statements):
    def step(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        for statement in statements.get(vendor, ()):
            schema_editor.execute(statement)

    return step


class Migration(migrations.Migration):
    dependencies = [("progress", "0001_search_and_records")]

    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRES}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK}),
        )
    ]
