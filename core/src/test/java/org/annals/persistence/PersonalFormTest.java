package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What annotations can say of personal data, and what is refused before anything is recorded. */
final class PersonalFormTest {
    // @start region="personal"
    record Ordered(@Subject String customer, @Personal Erasable<String> deliveredTo, int pieces) {}

    // @end

    record Unmarked(Erasable<String> name) {}

    record Bare(@Personal String name) {}

    record OfOptional(@Personal Erasable<Optional<String>> name) {}

    record InAList(List<Erasable<String>> names) {}

    record InAMap(Map<String, Erasable<String>> names) {}

    record Nested(Unmarked within) {}

    sealed interface Choice {
        record One(List<Unmarked> all) implements Choice {}
    }

    record InAChoice(Choice choice) {}

    record TwoSubjects(@Subject String one, @Subject String two, @Personal Erasable<String> x) {}

    record NumberAsSubject(@Subject int one, @Personal Erasable<String> x) {}

    record Recursive(List<Recursive> more, @Personal Erasable<String> name) {}

    record Tree(List<Tree> branches, Map<String, Tree> named) {}

    @Test
    void personalComponentsAndTheirSubjectAreFound() {
        assertThat(PersonalForm.of(Ordered.class))
                .contains(new PersonalForm(List.of("deliveredTo"), "customer"));
        assertThat(PersonalForm.of(Tree.class)).isEmpty();
        assertThat(PersonalForm.of(Choice.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Unmarked.class,
                Bare.class,
                OfOptional.class,
                InAList.class,
                InAMap.class,
                Nested.class,
                InAChoice.class,
                Recursive.class,
                TwoSubjects.class,
                NumberAsSubject.class
            })
    void whatCouldNotBeErasedIsRefusedWithItsName(Class<?> type) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PersonalForm.of(type))
                .withMessageContaining(type.getName());
    }

    @Test
    void withoutATreeTranscoderItIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> new Mapper(EventTypes.of(Ordered.class), new RememberingTranscoder()))
                .withMessageContaining(Ordered.class.getName())
                .withMessageContaining("TreeTranscoder");
    }
}
