"""Situations: curriculum and assessment."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Situation, Words

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        code="curriculum-ka-1",
        level="KA",
        mrcdd=("3.1", "2.1"),
        right=3,
        es=Words(
            stem=(
                "En 3.º de Primaria vas a trabajar este criterio: medir objetos y escoger la unidad que "
                "conviene. Hay una tableta por pareja.\n\n"
                "¿Qué actividad encaja mejor con el criterio?"
            ),
            options=(
                "Un vídeo animado sobre el metro y sus divisores, con pausas en las que la clase "
                "repite cómo se llama cada uno.",
                "Un juego de memoria que consiste en unir cada unidad con su abreviatura antes de "
                "que se acabe el tiempo.",
                "Una ficha con corrección automática y cuarenta cambios de unidad, de metros a "
                "centímetros y al revés.",
                "Una tabla con el largo de cinco cosas del aula en metros o centímetros según "
                "crean, y el motivo que dan.",
            ),
            why=(
                "Ayuda a recordar nombres, pero nadie mide nada ni tiene que escoger.",
                "Practica abreviaturas con prisa: es entretenido, pero el criterio habla de medir y "
                "de decidir.",
                "Entrena el cálculo de conversiones, que es otro contenido, y no pone un objeto delante.",
                "Se mide de verdad y hay que justificar la elección: la tableta sirve para reunir y "
                "comparar lo hallado.",
            ),
        ),
        en=Words(
            stem=(
                "With your eight-year-olds you are going to work towards this standard: measuring "
                "objects and choosing a suitable unit. There is a tablet for every two pupils.\n\n"
                "Which activity fits the standard best?"
            ),
            options=(
                "An animated film about the metre and its parts, with pauses in which everyone "
                "repeats what each one is called.",
                "A memory game which consists in pairing each unit with its abbreviation before the "
                "time on the clock runs out.",
                "A sheet that marks itself, with forty conversions of units, from metres to "
                "centimetres and the other way round.",
                "A table with the length of five things in the room, in metres or centimetres as "
                "they see fit, and their reasons.",
            ),
            why=(
                "It helps with remembering names, but nobody measures anything or has to choose.",
                "It drills abbreviations in a hurry: fun, but the standard is about measuring and deciding.",
                "It trains converting, which is a different matter, and puts no object in front of them.",
                "They really measure and must justify the choice: the tablet serves to gather and "
                "compare results.",
            ),
        ),
        difficulty=-0.3,
    ),
    Situation(
        code="curriculum-ka-2",
        level="KA",
        mrcdd=("4.1", "3.1"),
        right=1,
        es=Words(
            stem=(
                "En Inglés de 2.º de ESO quieres evaluar la interacción oral: que sean capaces de "
                "mantener una conversación sencilla, reaccionando a lo que se les dice. Dispones de "
                "aula virtual y grabadoras.\n\n"
                "¿Qué prueba eliges?"
            ),
            options=(
                "Un cuestionario de fórmulas para preguntar y contestar, que da al momento el "
                "resultado de toda la clase.",
                "Un diálogo improvisado de dos en dos, que se graba para que puedas valorarlo con "
                "una rúbrica conocida.",
                "Un audio individual de dos minutos preparado en casa, que se puede repetir hasta "
                "que quede bien.",
                "Una conversación escrita en un documento compartido, que guarda quién redacta cada "
                "turno y cuándo.",
            ),
            why=(
                "Comprueba si reconocen fórmulas; saber cuál toca no es lo mismo que usarla hablando.",
                "Muestra justo lo que se evalúa, con criterios conocidos, y la grabación permite "
                "volver a escuchar.",
                "Muestra la expresión oral preparada, pero en un monólogo no hay nadie a quien reaccionar.",
                "Hay interacción, pero escrita y con tiempo para pensar: no dice cómo se "
                "desenvuelven al hablar.",
            ),
        ),
        en=Words(
            stem=(
                "In English as a foreign language you want to assess the spoken interaction of "
                "thirteen-year-olds: whether they can keep a simple conversation going, reacting to "
                "what they are told. You have a virtual classroom and voice recorders.\n\n"
                "Which test do you choose?"
            ),
            options=(
                "A quiz on set phrases for asking and replying, which gives the results of the "
                "whole class on the spot.",
                "An unrehearsed dialogue in twos, which is recorded so that you can judge it with a "
                "rubric they know.",
                "An individual two-minute audio prepared at home, which they may record again until "
                "it comes out well.",
                "A conversation typed in a shared document, which keeps track of who wrote each "
                "turn and when they did.",
            ),
            why=(
                "It tests whether they recognise phrases; knowing which one fits is not the same as "
                "using it in speech.",
                "It shows exactly what is being assessed, by criteria they know, and can be "
                "listened to again.",
                "It shows prepared speaking, but in a monologue there is nobody to react to.",
                "There is interaction, but in writing and with time to think: it does not show how "
                "they manage in speech.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="curriculum-ka-3",
        level="KA",
        mrcdd=("4.1", "2.1"),
        right=0,
        es=Words(
            stem=(
                "Para cerrar una unidad de Historia de 1.º de Bachillerato, un compañero te pasa un "
                "cuestionario digital de veinte preguntas listo para usar. Al leerlo ves que cinco "
                "tratan de algo que este año no ha dado tiempo a trabajar.\n\n"
                "¿Qué haces?"
            ),
            options=(
                "Quitar esas cinco y comprobar que las otras quince guardan la proporción con la "
                "que has dado cada parte.",
                "Dejarlas y dar por buenas las cinco a todo el mundo, con lo que la prueba no "
                "perjudica a quien estudia.",
                "Dejarlas y colgar un resumen esa tarde, avisando a la clase de que lo que contiene "
                "también entra.",
                "Hacer que cada cual reciba diez al azar entre las veinte, con las cinco repartidas "
                "por toda la clase.",
            ),
            why=(
                "Se evalúa lo enseñado y en la medida en que se enseñó, que es lo que hace justa una prueba.",
                "Hacen perder tiempo e inquietan sin motivo, y aciertos regalados ensucian lo que "
                "dice la nota.",
                "Leer un resumen a última hora no es haberlo aprendido: se calificaría lo que no se "
                "ha enseñado.",
                "Añade suerte a la injusticia: a unos les tocarán varias de las que no se han "
                "trabajado y a otros ninguna.",
            ),
        ),
        en=Words(
            stem=(
                "To round off a history unit with your sixteen-year-olds, a colleague gives you a "
                "digital quiz of twenty questions ready for use. Reading it, you see that five are "
                "about something there was no time for this year.\n\n"
                "What do you do?"
            ),
            options=(
                "Take those five out and check that the other fifteen keep the proportions in which "
                "you covered each part.",
                "Leave them in and give everyone credit for the five, doing no harm to the people "
                "who have studied.",
                "Leave them in and upload a summary that afternoon, telling the class that its "
                "contents will be on the test too.",
                "Have each student get ten at random out of the twenty, with the five spread around "
                "the whole class.",
            ),
            why=(
                "It assesses what was taught, to the extent it was taught, which is what makes a test fair.",
                "They cost time and cause worry for nothing, and marks given away blur what the result says.",
                "Reading a summary at the last minute is not learning it: something never taught "
                "would be graded.",
                "It adds luck to unfairness: some will get several of the untaught ones and some "
                "will get none.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="curriculum-ka-4",
        level="KA",
        mrcdd=("2.1", "5.2"),
        right=2,
        es=Words(
            stem=(
                "En 6.º de Primaria el alumnado tiene que llegar a explicar cómo circula la sangre. "
                "Varias personas de la clase leen con dificultad. Un repositorio te ofrece cuatro "
                "recursos, todos con licencia abierta.\n\n"
                "¿Cuál escoges?"
            ),
            options=(
                "Una animación en tres dimensiones muy bien valorada, hecha para el final de la "
                "Secundaria y llena de detalle.",
                "Un juego muy entretenido de preguntas sobre el cuerpo humano, con dos de sus "
                "treinta pantallas sobre el corazón.",
                "Una simulación con poco texto y lectura en voz alta, en la que se acelera el pulso "
                "y se sigue el recorrido.",
                "Un reportaje reciente de cuarenta minutos, con imágenes reales y una locución "
                "clara sobre los aparatos del cuerpo.",
            ),
            why=(
                "La calidad no basta: está pensada para otra edad y el detalle taparía lo que hay "
                "que entender.",
                "Gustará, pero dedica casi todo el tiempo a otra cosa y no ayuda a explicar ningún "
                "recorrido.",
                "Va a lo que hay que explicar, a su edad, y quien lee con dificultad puede seguirla igual.",
                "Es largo y general: habría que buscar los pocos minutos útiles y no deja probar nada.",
            ),
        ),
        en=Words(
            stem=(
                "Your eleven-year-olds have to become able to explain how blood circulates. Several "
                "people in the class find reading hard. A repository offers you four resources, all "
                "with an open licence.\n\n"
                "Which one do you pick?"
            ),
            options=(
                "A highly rated three-dimensional animation, made for the last years of secondary "
                "school and rich in detail.",
                "A very entertaining trivia game about the human body, with two of its thirty "
                "screens devoted to the heart.",
                "A simulation with little text, which is read aloud, where they speed up the pulse "
                "and follow the circuit.",
                "A recent forty-minute documentary, with real pictures and a clear commentary on "
                "the systems of the body.",
            ),
            why=(
                "Quality is not enough: it is meant for another age, and the detail would bury what "
                "is to be understood.",
                "They will like it, but it spends most of the time on other things and explains no circuit.",
                "It is about what they must explain, right for their age, and open to those who "
                "find reading hard.",
                "Long and general: the few useful minutes would have to be dug out, and there is "
                "nothing to try.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="curriculum-kd-1",
        level="KD",
        mrcdd=("4.1", "4.3"),
        right=2,
        es=Words(
            stem=(
                "En la unidad de Estadística de 4.º de ESO todos sacan gráficos vistosos con la hoja de "
                "cálculo, pero muchos eligen un tipo que no corresponde y casi nadie sabe decir qué "
                "muestran.\n\n"
                "¿Cómo rediseñas el trabajo que se evalúa?"
            ),
            options=(
                "Pedir gráficos de cinco tipos distintos por trabajo, y comprobar así que dominan "
                "las opciones del programa.",
                "Añadir un control en papel en el que construyan los gráficos a mano, lo que obliga "
                "a pensar cada paso.",
                "Dar datos reales y una pregunta abierta, para que escojan la representación y "
                "defiendan lo que concluyen.",
                "Facilitar una plantilla con el gráfico idóneo para cada clase de datos, y centrar "
                "la nota en el informe final.",
            ),
            why=(
                "Evalúa el manejo del programa, que ya tienen, y premia cantidad donde falta criterio.",
                "Trazarlos a mano entrena otra cosa: se puede dibujar con esmero un gráfico mal elegido.",
                "La tarea exige aquello que falla, elegir e interpretar, y deja el dibujo a la herramienta.",
                "Elegir lo hace la plantilla: el informe saldrá mejor, pero sin que hayan aprendido "
                "a decidir.",
            ),
        ),
        en=Words(
            stem=(
                "In the statistics unit, all your fifteen-year-olds produce striking charts with the "
                "spreadsheet, but many choose a type that does not fit and hardly anyone can say what "
                "they show.\n\n"
                "How do you redesign the work that is assessed?"
            ),
            options=(
                "Ask for charts of five different types in each piece, and check that way that they "
                "command the program's options.",
                "Add a test on paper in which they construct the charts by hand, which forces them "
                "to think out each step.",
                "Give them real data and an open question, so that they pick the kind of display "
                "and defend their conclusions.",
                "Provide a template with the ideal chart for each sort of data, and let the grade "
                "rest on the final report.",
            ),
            why=(
                "It assesses handling the program, which they can do, and rewards quantity where "
                "judgement is missing.",
                "Drawing by hand trains something else: a badly chosen chart can be drawn with great care.",
                "The task demands what is failing, choosing and interpreting, and leaves the "
                "drawing to the tool.",
                "The template does the choosing: reports will look better without anyone having "
                "learnt to decide.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="curriculum-kd-2",
        level="KD",
        mrcdd=("3.1", "3.2"),
        right=0,
        es=Words(
            stem=(
                "En Física de 3.º de ESO recitan las fórmulas del movimiento, pero confunden la gráfica "
                "de posición y tiempo con un dibujo del camino. Tienes un sensor de movimiento y una "
                "simulación.\n\n"
                "¿Qué secuencia diseñas?"
            ),
            options=(
                "Que predigan la gráfica de un paseo, la registren con el sensor y expliquen al "
                "resto por qué no coinciden.",
                "Que sigan una explicación tuya con diapositivas y usen después el sensor para "
                "confirmar lo que has contado.",
                "Que manejen la simulación con una guía de quince pasos que lleva, captura a "
                "captura, a la gráfica debida.",
                "Que exploren el sensor y la simulación a su aire un par de días y pongan en común "
                "lo que hayan descubierto.",
            ),
            why=(
                "Saca a la luz la idea equivocada y deja que los datos, no tu palabra, la pongan en "
                "aprietos.",
                "Confirmar lo ya dicho apenas exige pensar, y la confusión puede seguir intacta debajo.",
                "Se puede seguir la guía hasta el final sin preguntarse ni una vez qué significa la línea.",
                "Sin una pregunta que choque con su idea, es fácil explorar mucho y no tropezar con ella.",
            ),
        ),
        en=Words(
            stem=(
                "In physics, your fourteen-year-olds recite the formulas of motion but take a graph of "
                "position against time for a drawing of the path. You have a motion sensor and a "
                "simulation.\n\n"
                "Which sequence do you design?"
            ),
            options=(
                "They predict the graph of a walk, record it with the sensor and explain to the "
                "rest why they disagree.",
                "They follow an explanation of yours with slides and then use the sensor to confirm "
                "what you have told them.",
                "They work the simulation with a guide of fifteen steps which leads, screen by "
                "screen, to the proper graph.",
                "They explore sensor and simulation in their own way for a couple of days and share "
                "whatever they discover.",
            ),
            why=(
                "It brings the mistaken idea to light and lets data, rather than your word, put it "
                "in trouble.",
                "Confirming what was said takes little thinking, and the confusion may live on underneath.",
                "The guide can be followed to the end without once wondering what the line means.",
                "With no question that clashes with their idea, it is easy to explore a lot and "
                "never run into it.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="curriculum-kd-3",
        level="KD",
        mrcdd=("5.1", "4.1"),
        right=3,
        es=Words(
            stem=(
                "Preparas una prueba digital de comprensión lectora para 1.º de ESO. Lo que se evalúa "
                "es si entienden un artículo, no si lo leen deprisa. Hay un alumno con dislexia y "
                "sospechas que otras personas también se atascan al descifrar.\n\n"
                "¿Qué decides?"
            ),
            options=(
                "Darle un artículo más breve y con menos preguntas, y calificarlo con la misma "
                "escala que al resto de la clase.",
                "Darle el doble de tiempo y otra sala más tranquila, sin que nadie repare en que "
                "avanza más despacio.",
                "Eximirlo de ella y estimar su comprensión con la media de las notas que ha sacado "
                "en el trimestre.",
                "Ofrecer a toda la clase voz y letra ampliable, con el artículo y las preguntas "
                "iguales para cada cual.",
            ),
            why=(
                "Rebaja lo que hay que entender, que no es su dificultad, y deja sin apoyo a "
                "quienes no tienen informe.",
                "El tiempo alivia, pero descifrar sigue consumiendo su esfuerzo, y apartarlo lo "
                "señala igualmente.",
                "Sin prueba no hay evidencia de lo que comprende: la media mezcla otras cosas y le "
                "quita la ocasión.",
                "Quita la barrera que no se evalúa, mantiene la exigencia que sí, y nadie tiene que pedirlo.",
            ),
        ),
        en=Words(
            stem=(
                "You are preparing a digital test of reading comprehension for twelve-year-olds. What "
                "is assessed is whether they understand an article, not whether they read it fast. One "
                "boy has dyslexia and you suspect that others get stuck on decoding as well.\n\n"
                "What do you decide?"
            ),
            options=(
                "Give him a shorter article with fewer questions, and mark his work on the same "
                "scale as that of the others.",
                "Give him twice the time and a quiet room of his own, without anyone noticing that "
                "he is getting on more slowly.",
                "Excuse him from it and estimate his comprehension from the average of the grades "
                "that he has got this term.",
                "Offer the whole class speech and resizable print, with a single text and the same "
                "questions for everyone.",
            ),
            why=(
                "It lowers what is to be understood, which is not his difficulty, and leaves others "
                "without support.",
                "Time helps, but decoding still eats up his effort, and taking him out singles him "
                "out anyway.",
                "Without a test there is no evidence of what he understands: the average mixes in "
                "other things.",
                "It removes the barrier that is not assessed, keeps the demand that is, and nobody "
                "has to ask.",
            ),
        ),
        difficulty=-0.1,
    ),
    Situation(
        code="curriculum-kd-4",
        level="KD",
        mrcdd=("4.2", "4.3"),
        right=1,
        es=Words(
            stem=(
                "En un cuestionario de Biología de 2.º de ESO, el informe de la plataforma muestra que "
                "el ochenta por ciento falla la misma pregunta sobre la respiración de las plantas y "
                "que casi todos marcan la misma respuesta equivocada. Lo demás va bien.\n\n"
                "¿Qué haces en la clase siguiente?"
            ),
            options=(
                "Anular la pregunta, recalcular los resultados y cambiarla por otra más asequible "
                "para el curso que viene.",
                "Pedir que defiendan por parejas lo que marcaron, para que salga la idea de detrás, "
                "y ponerla a prueba.",
                "Explicar la solución con un esquema, dejarlo en el aula virtual y repetir la "
                "pregunta en el examen del tema.",
                "Mandar una ficha de repaso del tema a quienes fallaron, y una de profundización a "
                "quienes acertaron.",
            ),
            why=(
                "El informe no dice que esté mal hecha, sino que hay una idea equivocada: se tira "
                "la pista más útil.",
                "Que fallen todos igual apunta a una idea compartida: hay que conocerla y hacer que "
                "choque con los hechos.",
                "Acertarán esa pregunta porque ya se la saben; la idea puede volver en cuanto "
                "cambie el enunciado.",
                "Repasar el tema entero no toca el fallo concreto, y además casi toda la clase "
                "haría lo mismo.",
            ),
        ),
        en=Words(
            stem=(
                "After a biology quiz with your thirteen-year-olds, the platform's report shows that "
                "eighty per cent missed the same question on how plants breathe, and that nearly all of "
                "them ticked the same wrong answer. The rest went well.\n\n"
                "What do you do in the next lesson?"
            ),
            options=(
                "Cancel the question, work out the results again and swap it for an easier one for "
                "the classes of next year.",
                "Have them defend in pairs what they ticked, so that the idea behind it comes out "
                "and is put to the test.",
                "Explain the solution with a diagram, leave it in the virtual classroom and repeat "
                "the question in the exam.",
                "Set a sheet that goes over the topic for those who missed it, and one that goes "
                "deeper for those who did not.",
            ),
            why=(
                "The report does not say that it is badly made, but that there is a wrong idea: the "
                "best clue is thrown away.",
                "When all go wrong alike there is a shared idea: it has to be known, and made to "
                "clash with facts.",
                "They will get that question right because they know it; the idea may be back once "
                "the wording changes.",
                "Going over the topic does not touch the actual error, and nearly the whole class "
                "would do the same.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="curriculum-kc-1",
        level="KC",
        mrcdd=("4.1", "3.3"),
        right=0,
        es=Words(
            stem=(
                "Tres materias de 3.º de ESO (Ciencias, Matemáticas y Lengua) hacen juntas un proyecto "
                "sobre el agua del municipio. Queréis evaluar también el pensamiento crítico y la "
                "colaboración, y te toca proponer cómo.\n\n"
                "¿Qué propones?"
            ),
            options=(
                "Acordar con los equipos señales de cada destreza, guardar muestras del proceso y "
                "juzgarlas entre los tres.",
                "Calificar en común el informe final y que los equipos repartan esos puntos según "
                "lo que ha puesto cada cual.",
                "Corregir cada materia su parte con criterios propios, y guardar un diez por ciento "
                "para la exposición oral.",
                "Medir en el historial del documento cuánto ha escrito cada cual, y convertirlo en "
                "una nota de colaboración.",
            ),
            why=(
                "Hace visible lo que se quiere valorar, mira el camino y no solo el final, y cruza "
                "tres miradas.",
                "Del informe no se ve cómo pensaron ni cómo trabajaron, y repartir puntos premia a "
                "quien más se impone.",
                "Ninguna materia mira las dos destrezas, y exponer bien es otra cosa.",
                "Cuenta caracteres, no colaboración: quien escucha, organiza o corrige queda como "
                "si no hubiera estado.",
            ),
        ),
        en=Words(
            stem=(
                "Three subjects (science, mathematics and language) run a joint project with fourteen- "
                "year-olds on the town's water. You also want to assess critical thinking and "
                "collaboration, and it falls to you to propose how.\n\n"
                "What do you propose?"
            ),
            options=(
                "Agree with the teams on signs of each skill, keep samples on the way and judge "
                "these among the three teachers.",
                "Give the final report a common mark and have the teams share those points by what "
                "each person has put in.",
                "Have each subject mark its part by its own criteria, and reserve ten per cent for "
                "the oral presentation.",
                "Measure in the document's history how much each person wrote, and convert that "
                "into a mark for collaboration.",
            ),
            why=(
                "It makes visible what is valued, looks at the way and not just the end, and "
                "crosses three views.",
                "The report does not show how they thought or worked, and sharing points rewards "
                "the most assertive.",
                "None of the subjects looks at the two skills, and presenting well is something else.",
                "It counts characters, not collaboration: those who listen, organise or correct "
                "seem never to have been there.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="curriculum-kc-2",
        level="KC",
        mrcdd=("4.1", "3.4"),
        right=2,
        es=Words(
            stem=(
                "Con los generadores de texto al alcance de todos, el ensayo que se hacía en casa en "
                "Filosofía de 1.º de Bachillerato ya no dice gran cosa sobre la capacidad de "
                "argumentar. El departamento te pide que lideres el cambio.\n\n"
                "¿Qué planteas?"
            ),
            options=(
                "Pasar toda la calificación a exámenes manuscritos, que garantizan la autoría y "
                "ponen a todos en igualdad.",
                "Mantenerlo y pasar cada texto por dos detectores, con una entrevista a quien dé "
                "positivo en los dos.",
                "Poner la nota al recorrido: un esquema en clase, versiones comentadas, ayudas "
                "declaradas y una defensa.",
                "Sustituirlo por un vídeo con las mismas tesis, formato en el que cuesta más "
                "servirse de un generador.",
            ),
            why=(
                "Asegura quién escribe, pero mide argumentar con prisa y sin fuentes, y deja de "
                "enseñar a revisar.",
                "Dos detectores poco fiables no hacen uno fiable, y la sospecha sustituye a la evaluación.",
                "Hace visible el razonamiento mientras ocurre y enseña a usar ayudas de forma honrada.",
                "Un guion se genera igual que un ensayo: cambia el formato y no lo que se puede "
                "saber de quien lo firma.",
            ),
        ),
        en=Words(
            stem=(
                "Now that everyone has text generators within reach, the essay that sixteen-year-olds "
                "used to write at home for philosophy says little about their ability to argue. The "
                "department asks you to lead the change.\n\n"
                "What do you suggest?"
            ),
            options=(
                "Move the whole grade to handwritten exams, which guarantee authorship and put "
                "everyone on the same footing.",
                "Keep it and run every text through two detectors, with an interview for those "
                "flagged by both of them.",
                "Mark the whole route: an outline done in class, versions with comments, help "
                "declared and a defence.",
                "Replace it with a video on the same theses, a format in which it is harder to make "
                "use of a generator.",
            ),
            why=(
                "It makes sure who writes, but measures arguing in a rush without sources, and "
                "stops teaching revision.",
                "Two unreliable detectors do not make a reliable one, and suspicion takes the place "
                "of assessment.",
                "It makes the reasoning visible while it happens, and teaches how to use help honestly.",
                "A script is generated as easily as an essay: the format changes, not what is known "
                "of its author.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="curriculum-kc-3",
        level="KC",
        mrcdd=("3.1", "5.3"),
        right=3,
        es=Words(
            stem=(
                "El colegio quiere que el pensamiento computacional forme parte de 5.º y 6.º de "
                "Primaria y te encarga dirigir el diseño. Hay unos cuantos robots, ordenadores y un "
                "claustro con experiencia muy desigual.\n\n"
                "¿Cómo lo enfocas?"
            ),
            options=(
                "Crear una hora semanal de programación con el mismo robot en los seis grupos, a "
                "cargo de la persona más experta.",
                "Inscribir a los equipos en un torneo de robótica, que entusiasma y da a conocer lo "
                "que se hace en el colegio.",
                "Adquirir una plataforma con itinerario cerrado, ejercicios que se corrigen solos e "
                "informes para cada docente.",
                "Buscar en las áreas problemas que ganen con ello, ordenarlos de menos a más y "
                "retocarlos con lo que se vea.",
            ),
            why=(
                "Queda como una isla: ni se relaciona con lo que se aprende en las áreas ni crece "
                "el resto del claustro.",
                "Motiva a unos pocos durante unas semanas, pero un torneo no es un currículo para "
                "todo el mundo.",
                "Ahorra trabajo a cambio de no decidir: el itinerario no sabe qué se enseña en este colegio.",
                "Nace de lo que ya se enseña, crece de un curso a otro y se corrige con lo que el "
                "alumnado hace.",
            ),
        ),
        en=Words(
            stem=(
                "Your primary school wants computational thinking to become part of the last two years "
                "and puts you in charge of its design. There are a few robots, computers and a staff "
                "with very mixed experience.\n\n"
                "How do you approach it?"
            ),
            options=(
                "Create a weekly hour of programming with the same robot in all six classes, taken "
                "by whoever knows it best.",
                "Enter the teams for a robotics tournament, which thrills them and makes known what "
                "is done at the school.",
                "Purchase a platform with a fixed pathway, exercises that mark themselves and "
                "reports for every teacher.",
                "Look in the subjects for problems that gain by it, order them from less to more "
                "and adjust as you see.",
            ),
            why=(
                "It stays an island: unrelated to what the subjects teach, and the rest of the "
                "staff does not grow.",
                "It motivates a few for some weeks, but a tournament is not a curriculum for everybody.",
                "It saves work by not deciding: the pathway does not know what is taught at this school.",
                "It grows out of what is taught, builds from one year to the next and is corrected "
                "by what pupils do.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="curriculum-kc-4",
        level="KC",
        mrcdd=("4.3", "5.3"),
        right=1,
        es=Words(
            stem=(
                "Hace un curso pusisteis en marcha un portafolio digital en 4.º de ESO, común a todas "
                "las materias. Hoy es un almacén: cada cual sube todo lo que hace y nadie vuelve sobre "
                "ello.\n\n"
                "¿Qué cambio impulsas?"
            ),
            options=(
                "Fijar un mínimo de evidencias por materia y trimestre, con una lista de control "
                "que firma cada docente.",
                "Pedir que escojan pocas piezas, razonen con criterios lo que prueban y acuerden "
                "con la tutora cómo seguir.",
                "Mudarlo a una plataforma con plantillas más cuidadas, que inviten a escribir y a "
                "darle un estilo propio.",
                "Reservar un punto de la nota de cada materia a la reflexión escrita, y asegurar "
                "así que nadie la deja sin hacer.",
            ),
            why=(
                "Asegura que el almacén se llene; no da ningún motivo para mirar lo que hay dentro.",
                "Elegir y justificar obliga a juzgar el propio trabajo, y lo que se concluye sirve "
                "para seguir.",
                "El almacén será más bonito, pero seguirá sin haber una razón para volver sobre lo hecho.",
                "Con nota habrá textos, muchos escritos para cumplir: falta que reflexionar sirva para algo.",
            ),
        ),
        en=Words(
            stem=(
                "A year ago you started a digital portfolio for fifteen-year-olds, common to all "
                "subjects. Today it is a storeroom: they upload all they do and nobody ever comes back "
                "to it.\n\n"
                "Which change do you push for?"
            ),
            options=(
                "Set a minimum of pieces per subject and term, with a checklist that the teachers "
                "themselves have to sign.",
                "Have them choose a few pieces, argue what these show by the criteria and agree "
                "next steps with a tutor.",
                "Move it to a platform with more polished templates, which invite them to write and "
                "to give it a style.",
                "Reserve a point of the grade in each subject for a written reflection, and make "
                "sure that nobody leaves it undone.",
            ),
            why=(
                "It makes sure the storeroom fills up; it gives no reason to look at what is inside.",
                "Picking and justifying means judging one's own work, and the conclusion serves to go on.",
                "The storeroom will be prettier, but there will still be no reason to come back to the work.",
                "With marks there will be texts, many written to comply: reflecting still has to be "
                "good for something.",
            ),
        ),
        difficulty=0.1,
    ),
)
