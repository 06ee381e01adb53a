package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Origin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

final class MostChangedTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void onePassFindsWhatCountingEverythingFinds(long seed) {
        var random = new Random(seed);
        Map<String, Long> counts = new TreeMap<>();
        var mostChanged = new MostChanged(5);
        for (int i = 0; i < 2_000; i++) {
            // Some are changed often, and most of them late or early only.
            String id = "file-%03d".formatted((int) Math.abs(random.nextGaussian() * 40) + i / 500);
            mostChanged.see(new Origin(id, counts.merge(id, 1L, Long::sum)));
        }

        List<Long> most =
                counts.values().stream().sorted(Comparator.reverseOrder()).limit(5).toList();

        assertThat(mostChanged.ids().stream().map(counts::get).toList()).isEqualTo(most);
    }
}
