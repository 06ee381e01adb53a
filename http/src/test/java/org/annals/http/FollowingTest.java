package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.following.Follower;
import org.annals.following.Upstream;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** How another process follows an application. */
final class FollowingTest {
    @Test
    void whatIsRecordedThereIsCountedHere() throws Exception {
        try (var school = new DogSchool(Settings.only(Map.of()));
                var server = NotificationLogServer.builder().serve(school).open();
                var counting = new Counting(Settings.only(Map.of()))) {
            var settings =
                    Settings.only(Map.of("HTTP_SERVER_ADDRESS", server.uri().getAuthority()));
            // @start region="follow"
            try (var log = RemoteNotificationLog.open(settings, "DogSchool")) {
                var mapper = new Mapper(EventTypes.of(Dog.Event.class), new JsonTranscoder());
                var upstream = Upstream.of("DogSchool", log, mapper);
                try (var follower =
                        Follower.builder("Counting", upstream, counting.downstream()).build()) {
                    Thread.ofVirtual().name("counting").start(follower::run);
                    // @end
                    school.record(11);
                    assertThat(follower.await(11, Duration.ofSeconds(30))).isTrue();
                }
            }
            assertThat(counting.count()).isEqualTo(11);
        }
    }
}
