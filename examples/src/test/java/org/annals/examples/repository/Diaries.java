package org.annals.examples.repository;

import org.annals.application.Application;
import org.annals.domain.EventFamily;
import org.annals.settings.Settings;

/** An application of diaries, whatever else it is made of. */
final class Diaries extends Application {
    Diaries(Settings settings, EventFamily... families) {
        super("Diaries", settings, families);
    }

    /** Saves a new diary, one event at a time, until it has a version. */
    Diary written(String id, long version) {
        Diary diary = Diary.begin(id);
        save(diary);
        writeTo(diary, version);
        return diary;
    }

    void writeTo(Diary diary, long version) {
        while (diary.version() < version) {
            diary.write("line " + diary.version());
            save(diary);
        }
    }
}
